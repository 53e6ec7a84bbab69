// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * {@code java cpuset=/ mems_allowed=0-1}: from 4.11 to 4.20 a line of its own behind the header (kernel/cgroup/cpuset.c,
 * {@code cpuset_print_current_mems_allowed}).
 */
public record CpusetLine(String cpuset, String memsAllowed) {
    private static final String CPUSET = " cpuset=";
    private static final String MEMS_ALLOWED = " mems_allowed=";

    /** Null where the line isn't that of this task. */
    public static CpusetLine parse(String text, String task) {
        int at = Scan.blanks(text, 0);
        int cpuset = at + task.length();
        int mems = text.lastIndexOf(MEMS_ALLOWED);
        if (!text.startsWith(task, at) || !text.startsWith(CPUSET, cpuset) || mems < cpuset + CPUSET.length()) {
            return null;
        }
        String nodes = text.substring(mems + MEMS_ALLOWED.length()).strip();
        return Scan.isNodeList(nodes) ? new CpusetLine(text.substring(cpuset + CPUSET.length(), mems), nodes) : null;
    }
}
