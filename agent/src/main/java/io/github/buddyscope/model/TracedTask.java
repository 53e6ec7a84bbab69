// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * The task that a trace line names.
 *
 * @param name at most 15 bytes of anything, made fit to be seen; null where the tracer doesn't know it ({@code <...>})
 * @param tid task id in the kernel's first pid namespace
 * @param cpu processor on which it ran
 */
public record TracedTask(String name, int tid, int cpu) {}
