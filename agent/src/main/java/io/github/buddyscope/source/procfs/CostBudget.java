// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.util.concurrent.TimeUnit;

/**
 * Keeps what is done again and again below one part in {@value #SHARE} of a processor, by doing it less often. What takes
 * no longer than a millisecond is left alone. Of the last eight times the shortest counts: on a busy host any one may have
 * waited for its processor, and the first ones are interpreted. For one thread, but for {@link #everyNanos()}.
 */
final class CostBudget {
    static final int SHARE = 2_000;
    static final long CHEAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    static final int TIMES = 8;

    private final long[] took = new long[TIMES];
    private int times;
    private long dueNanos;
    private volatile long everyNanos;
    private volatile long leastNanos;

    /** Whether it's time again. */
    boolean due(long now) {
        return everyNanos == 0 || now - dueNanos >= 0;
    }

    /** It was done, and took that long. */
    void took(long beginNanos, long nanos) {
        took[times++ % TIMES] = nanos;
        long least = Long.MAX_VALUE;
        for (long one : took) {
            least = Math.min(least, one);
        }
        leastNanos = least;
        everyNanos = least <= CHEAP_NANOS ? 0 : least * SHARE;
        dueNanos = beginNanos + everyNanos;
    }

    /** {@code a reading takes 31.4 ms, so it's read every 62.8 s at most, to stay below 0.05 percent of a processor}. */
    String sentence(String takes, String done) {
        return takes + " " + leastNanos / 100_000 / 10.0 + " ms, so " + done + " every "
                + everyNanos / 100_000_000 / 10.0 + " s at most, to stay below " + 100.0 / SHARE
                + " percent of a processor";
    }

    /** From begin to begin; 0 where it may be done as often as anybody likes. */
    long everyNanos() {
        return everyNanos;
    }
}
