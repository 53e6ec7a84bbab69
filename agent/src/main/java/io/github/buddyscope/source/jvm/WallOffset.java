// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.text.Decimals;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * What the wall clock is ahead of {@link System#nanoTime()}, measured anew whenever asked. Both run at the same rate on
 * Linux, whatever NTP does to it: the offset changes only where somebody sets the wall clock or the host sleeps.
 */
public final class WallOffset {
    private static final int TRIES = 8;
    private static final long SET = TimeUnit.MILLISECONDS.toNanos(1);

    private final InstantSource clock;
    private long offset;
    private long error;
    private long set;
    private long largestSet;
    private SourceState state; // null after a measurement

    public WallOffset() {
        this(InstantSource.system());
    }

    WallOffset(InstantSource clock) {
        this.clock = clock;
        read();
    }

    /** Measures once: cheap, two clock readings some times over. */
    public synchronized void measure() {
        state = null;
        long before = offset;
        long errorBefore = error;
        read();
        long moved = offset - before;
        if (Math.abs(moved) > SET + error + errorBefore) {
            set++;
            largestSet = Math.abs(moved) > Math.abs(largestSet) ? moved : largestSet;
        }
    }

    /** Of several readings the one that took least counts: the wall clock was read somewhere within it. */
    private void read() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            Instant wall = clock.instant();
            long took = System.nanoTime() - before;
            if (took < least) {
                least = took;
                offset = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - (before + took / 2);
            }
        }
        error = (least + 1) / 2;
    }

    /** Nanoseconds since 1970 less nanoTime, at the last measurement. */
    public synchronized long nanos() {
        return offset;
    }

    /** How far off that may be, either way; commonly below a microsecond. */
    public synchronized long errorNanos() {
        return error;
    }

    /** {@code clock}: how well the two are known to agree. */
    public synchronized SourceState state() {
        if (state == null) {
            state = words();
        }
        return state;
    }

    private SourceState words() {
        String detail = "wall clock known to " + error + " ns";
        return new SourceState(
                "clock",
                Status.OK,
                set == 0
                        ? detail
                        : detail + "; set " + set + " times, by " + Decimals.fixed(largestSet / 1e9, 3) + " s at most",
                "");
    }
}
