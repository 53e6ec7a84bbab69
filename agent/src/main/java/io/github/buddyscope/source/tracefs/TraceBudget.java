// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.util.concurrent.TimeUnit;

/**
 * How much the reader may do. Events come out of a bucket that fills at a steady rate: a burst is read at once, and a flood
 * waits in the kernel's buffer, where what finds no room is counted. CPU time is looked at over whole minutes, and a reader
 * that needs more than its share ends.
 */
final class TraceBudget {
    /** Events a second that are read for as long as it goes on. */
    static final int EVENTS_PER_SECOND = 5_000;
    /** Events that are read at once after a quiet time. */
    static final int BURST = 100_000;
    /** Share of one processor, percent, over {@link #CPU_WINDOW_NANOS}. */
    static final int CPU_PERCENT = 5;

    static final long CPU_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private double tokens = BURST;
    private long filledNanos;
    private long windowNanos;
    private long windowCpu;

    TraceBudget(long nowNanos, long cpuNanos) {
        filledNanos = nowNanos;
        windowNanos = nowNanos;
        windowCpu = cpuNanos;
    }

    /**
     * @param events read since the last call
     * @return nanoseconds to wait before the next read, 0 while there's something left
     */
    long waitAfter(long events, long nowNanos) {
        tokens = Math.min(BURST, tokens + (nowNanos - filledNanos) * (double) EVENTS_PER_SECOND / SECOND);
        filledNanos = nowNanos;
        tokens -= events;
        return tokens >= 0 ? 0 : (long) (-tokens * SECOND / EVENTS_PER_SECOND);
    }

    /** Whether it's time for {@link #overspent}. */
    boolean due(long nowNanos) {
        return nowNanos - windowNanos >= CPU_WINDOW_NANOS;
    }

    /**
     * @param cpuNanos of the reading thread since it began; negative where the host doesn't tell
     * @return the share that was used, percent, where it was more than allowed; else -1
     */
    int overspent(long nowNanos, long cpuNanos) {
        long passed = nowNanos - windowNanos;
        if (!due(nowNanos) || cpuNanos < 0) {
            return -1;
        }
        int percent = (int) ((cpuNanos - windowCpu) * 100 / passed);
        windowNanos = nowNanos;
        windowCpu = cpuNanos;
        return percent > CPU_PERCENT ? percent : -1;
    }
}
