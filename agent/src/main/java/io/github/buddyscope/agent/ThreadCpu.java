// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import java.lang.management.ManagementFactory;

/** CPU time of the calling thread, for the agent's own account. */
final class ThreadCpu {
    private ThreadCpu() {}

    /** Nanoseconds, user and system; -1 where the JVM doesn't tell. */
    static long ofThisThread() {
        try {
            return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        } catch (UnsupportedOperationException | LinkageError notHere) {
            return -1;
        }
    }
}
