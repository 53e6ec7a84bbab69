// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One moment on two clocks. The wall clock may have been set since the last, so a pair serves once.
 *
 * @param nanos {@link System#nanoTime()} scale
 * @param errorNanos how far the two may be apart
 */
record Moment(long nanos, Instant time, long errorNanos) {
    private static final int ATTEMPTS = 5;
    private static final long CLOSE = TimeUnit.MICROSECONDS.toNanos(20);

    /** Reads the wall clock between two readings of the other, again where the thread was held up between them. */
    static Moment now(LongSupplier nanoTime, InstantSource wall) {
        Moment best = null;
        for (int i = 0; i < ATTEMPTS && (best == null || best.errorNanos > CLOSE); i++) {
            long before = nanoTime.getAsLong();
            Instant time = wall.instant();
            long gap = nanoTime.getAsLong() - before;
            if (best == null || gap < best.errorNanos) {
                best = new Moment(before + gap / 2, time, gap);
            }
        }
        return best;
    }
}
