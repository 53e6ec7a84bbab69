// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import io.github.buddyscope.correlation.timeline.TickedBytes;
import java.util.concurrent.TimeUnit;

/**
 * Tells ticks in which direct memory was reserved in a burst: at least 1 MiB, and at a rate of at least four times the mean
 * of the minute before. With less than ten seconds before nothing is told. Not thread-safe.
 */
final class DirectBursts {
    static final long SMALLEST = 1L << 20;
    static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int TIMES_AS_FAST = 4;
    private static final long TRAILING_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Room for a minute of ticks, several times over. */
    private static final int MOST_TICKS = 1_024;

    private final TickedBytes totals = new TickedBytes(MOST_TICKS);
    private long lastNanos;
    private long lastBytes;
    private boolean begun;

    /**
     * A tick. Returns whether there was a burst since the one before.
     *
     * @param bytesSinceStart bytes reserved since watching began
     */
    boolean tick(long nanos, long bytesSinceStart) {
        boolean burst = begun && isBurst(nanos - lastNanos, bytesSinceStart - lastBytes);
        totals.add(nanos, bytesSinceStart);
        lastNanos = nanos;
        lastBytes = bytesSinceStart;
        begun = true;
        return burst;
    }

    private boolean isBurst(long length, long bytes) {
        if (length <= 0 || bytes < SMALLEST) {
            return false;
        }
        long usual = totals.usual(lastNanos, TRAILING_NANOS, SETTLE_NANOS);
        return usual >= 0 && (double) bytes / length >= (double) TIMES_AS_FAST * usual / SETTLE_NANOS;
    }

    /** When the last tick was; meaningful after the first. */
    long lastNanos() {
        return lastNanos;
    }
}
