// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * CPU time of the agent's threads, known by their names. They all live in the thread group of the agent's first thread, so
 * that group is searched, now and then, for new ones. On one of them.
 */
public final class OwnCpu {
    /** A search costs some microseconds for a hundred threads of the service. */
    private static final int CALLS_BETWEEN_SEARCHES = 16;

    private static final int FIRST_SEARCHES = 8;

    private Thread[] threads = new Thread[0];
    private long[] ids = new long[0];
    private long[] used = new long[0];
    private final Supplier<ThreadMXBean> beans;
    private ThreadMXBean bean;
    private boolean oneByOne;
    private long ended;
    private int calls;

    /** @param beans may throw {@link LinkageError} where the JVM has none */
    public OwnCpu(Supplier<ThreadMXBean> beans) {
        this.beans = beans;
    }

    /** Nanoseconds since the start, user and system, of threads that have ended too; -1 where the JVM doesn't tell. */
    public long nanos() {
        try {
            if (bean == null) {
                bean = beans.get(); // which takes a search each time
            }
            return sum();
        } catch (UnsupportedOperationException | LinkageError notHere) {
            return -1;
        }
    }

    private long sum() {
        // new ones come with the first samples, as sources and listeners start
        if (calls < FIRST_SEARCHES || calls % CALLS_BETWEEN_SEARCHES == 0) {
            search();
        }
        calls++;
        long[] now = now();
        long sum = ended;
        boolean anyEnded = false;
        for (int i = 0; i < used.length; i++) {
            used[i] = Math.max(used[i], now[i]);
            sum += used[i];
            anyEnded |= !threads[i].isAlive();
        }
        if (anyEnded) {
            forgetEnded();
        }
        return sum;
    }

    /** Of each; -1 of one that has ended. */
    private long[] now() {
        if (!oneByOne) {
            try {
                return AllAtOnce.nanos(bean, ids);
            } catch (LinkageError | ClassCastException | UnsupportedOperationException withoutIt) {
                oneByOne = true;
            }
        }
        long[] now = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            now[i] = bean.getThreadCpuTime(ids[i]);
        }
        return now;
    }

    /** With {@code jdk.management}: a question for all of them takes a fraction of one for each. */
    private static final class AllAtOnce {
        static long[] nanos(ThreadMXBean bean, long[] ids) {
            return ((com.sun.management.ThreadMXBean) bean).getThreadCpuTime(ids);
        }
    }

    private void forgetEnded() {
        long gone = 0;
        int kept = 0;
        Thread[] living = new Thread[used.length];
        long[] theirIds = new long[used.length];
        long[] theirUse = new long[used.length];
        for (int i = 0; i < used.length; i++) {
            if (threads[i].isAlive()) {
                living[kept] = threads[i];
                theirIds[kept] = ids[i];
                theirUse[kept++] = used[i];
            } else {
                gone += used[i];
            }
        }
        take(Arrays.copyOf(living, kept), Arrays.copyOf(theirIds, kept), Arrays.copyOf(theirUse, kept));
        ended += gone;
    }

    /** All or none, where memory ends: whoever calls this has made them before. */
    private void take(Thread[] newThreads, long[] newIds, long[] newUse) {
        threads = newThreads;
        ids = newIds;
        used = newUse;
    }

    private void resize(int length) {
        take(Arrays.copyOf(threads, length), Arrays.copyOf(ids, length), Arrays.copyOf(used, length));
    }

    private void search() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] all = new Thread[group.activeCount() + 16];
        int found = group.enumerate(all);
        for (int i = 0; i < found; i++) {
            if (all[i].getName().startsWith(AgentThread.NAME) && !knows(all[i])) {
                int last = used.length;
                resize(last + 1);
                threads[last] = all[i];
                ids[last] = id(all[i]);
            }
        }
    }

    private boolean knows(Thread thread) {
        for (Thread known : threads) {
            if (known == thread) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("deprecation") // threadId() is of 19
    private static long id(Thread thread) {
        return thread.getId();
    }
}
