// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import java.util.concurrent.TimeUnit;

/**
 * How long to rest between pieces of work on a flood, so that they take one part in {@value #PARTS} of a processor. Time in which
 * nothing came is rest too. What had gathered when the flood ended is read without a rest, up to a tenth of a second's work of it, as
 * far as that was saved before: where the reader wasn't overtaken over two rests the log no longer goes faster than it is read,
 * and the first report behind the flood is among that. Times are of {@link System#nanoTime()}. For one thread.
 */
final class FloodRest {
    static final int PARTS = 100;

    private static final int SAVING_PARTS = 50; // of time in which nothing came, for the reserve
    private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long RESERVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int RESTS = 2;

    private long at; // up to which all is accounted for
    private long worked; // and has to be rested for
    private long reserve = RESERVE_NANOS;
    private boolean waiting;
    private int restsInStep;

    FloodRest(long now) {
        at = now;
    }

    /** A line came; what passed since the last was work on a flood, or it wasn't. */
    void line(long now, boolean flood) {
        if (waiting || !flood) {
            rested(now - at);
        } else {
            worked += Math.max(0, now - at);
        }
        waiting = false;
        at = now;
    }

    /** There is nothing to read, or nobody looks. */
    void nothing(long now) {
        rested(now - at);
        waiting = true;
        at = now;
    }

    /** The log went on faster than it is read. */
    void overtaken() {
        restsInStep = 0;
    }

    private void rested(long nanos) {
        long spare = Math.max(0, nanos) - PARTS * worked;
        worked = Math.max(0, -spare) / PARTS;
        reserve = Math.min(RESERVE_NANOS, reserve + Math.max(0, spare) / SAVING_PARTS);
    }

    /** How long to rest now, in nanoseconds: 0 where there is little to rest for. */
    long due(long now) {
        worked += Math.max(0, now - at);
        at = now;
        if (worked < WORK_NANOS) {
            return 0;
        }
        long rest = Math.min(LONGEST_NANOS, PARTS * worked);
        if (restsInStep >= RESTS && reserve >= worked) {
            reserve -= worked;
            rest = 0;
        } else {
            restsInStep++;
        }
        worked = 0;
        at = now + rest;
        return rest;
    }
}
