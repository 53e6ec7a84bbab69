// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * CPU time of the agent's threads, known by their names. They all live in the thread group of the agent's first thread, so
 * that group is searched, now and then, for new ones. On one of them.
 */
public final class OwnCpu {
    /** A search costs some microseconds for a hundred threads of the service. */
    private static final int CALLS_BETWEEN_SEARCHES = 16;

    private static final int FIRST_SEARCHES = 8;

    private final Map<Thread, Long> cpuOf = new HashMap<>();
    private long ended;
    private int calls;

    /** Nanoseconds since the start, user and system, of threads that have ended too; -1 where the JVM doesn't tell. */
    public long nanos() {
        try {
            return sum(ManagementFactory.getThreadMXBean());
        } catch (UnsupportedOperationException | LinkageError notHere) {
            return -1;
        }
    }

    private long sum(ThreadMXBean threads) {
        // new ones come with the first samples, as sources and listeners start
        if (calls < FIRST_SEARCHES || calls % CALLS_BETWEEN_SEARCHES == 0) {
            search();
        }
        calls++;
        long sum = ended;
        for (Iterator<Map.Entry<Thread, Long>> each = cpuOf.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Thread, Long> own = each.next();
            own.setValue(Math.max(own.getValue(), threads.getThreadCpuTime(id(own.getKey()))));
            sum += own.getValue();
            if (!own.getKey().isAlive()) {
                ended += own.getValue();
                each.remove();
            }
        }
        return sum;
    }

    private void search() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] all = new Thread[group.activeCount() + 16];
        int found = group.enumerate(all);
        for (int i = 0; i < found; i++) {
            if (all[i].getName().startsWith(AgentThread.NAME)) {
                cpuOf.putIfAbsent(all[i], 0L);
            }
        }
    }

    @SuppressWarnings("deprecation") // threadId() is of 19
    private static long id(Thread thread) {
        return thread.getId();
    }
}
