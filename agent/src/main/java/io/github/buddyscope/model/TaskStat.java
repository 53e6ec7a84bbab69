// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * What a thread has used since it began ({@code /proc/PID/task/TID/stat}; fs/proc/array.c, {@code do_task_stat}).
 *
 * @param minorFaults pages that the kernel gave it without reading from a disk; counted one by one
 * @param majorFaults pages that had to be read from a disk
 * @param userTicks time in its own code, in hundredths of a second whatever the kernel's own tick
 * @param systemTicks time in the kernel, same unit
 */
public record TaskStat(long minorFaults, long majorFaults, long userTicks, long systemTicks) {}
