// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import java.nio.file.attribute.UserPrincipal;

/**
 * A process that the relay has found for itself. Ids are given again, so it's known by when it began as well.
 *
 * @param pid in the numbering of the relay's procfs
 * @param start clock ticks after the boot (field 22 of /proc/PID/stat)
 * @param owner to whom its directory in /proc belongs
 * @param level which of the numbers in {@code NSpid} is that of its own procfs
 */
record HostProcess(int pid, long start, UserPrincipal owner, int level) {}
