// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.util.concurrent.TimeUnit;

/**
 * What is known of {@link System#nanoTime()} minus the kernel's local_clock, in nanoseconds: an interval that observations
 * narrow and that time widens, since NTP may slew the one clock against the other by 500 ppm (MAXFREQ in
 * include/linux/timex.h). An observation that contradicts what was known means that a clock jumped, as when a virtual
 * machine moves: then it alone counts. Not thread-safe.
 */
public final class ClockOffset {
    /** Of so many nanoseconds, one may be drift. */
    public static final long PER_DRIFT = 2000; // 500 ppm
    /** Nothing is known that the offset is at least. */
    public static final long UNBOUNDED = Long.MIN_VALUE;

    private static final long LEAST_ASSUMED = TimeUnit.SECONDS.toNanos(1);

    private final long assumed;
    private long low;
    private long high;
    private long best;
    private boolean measured;
    private long at;

    /**
     * Begins with the assumption that both clocks began together, with the drift of the whole uptime for an error, and at
     * least a second.
     *
     * @param assumed the offset that nanoTime has by itself, as in a time namespace
     */
    public ClockOffset(long assumed, long now) {
        this.assumed = assumed;
        low = assumed - assumedError(now);
        high = assumed + assumedError(now);
        best = assumed;
        at = now;
    }

    /** Between a stamp and {@code most} lies a delay that nobody knows. */
    void atMost(long most, long now) {
        observe(UNBOUNDED, most, now);
        best = clamp(best);
    }

    /**
     * As {@link #atMost}, but the delay is short as a rule: the least one seen lately is taken for none.
     *
     * @param least {@link #UNBOUNDED}, or the offset is at least this
     */
    public void prompt(long least, long most, long guess, long now) {
        long aged = best + Math.max(0, now - at) / PER_DRIFT;
        boolean jumped = observe(least, most, now);
        best = clamp(measured && !jumped ? Math.min(aged, guess) : guess);
        measured = true;
    }

    /** Both clocks were read together. */
    void exact(long offset, long error, long now) {
        observe(offset - error, offset + error, now);
        best = offset;
        measured = true;
    }

    private boolean observe(long least, long most, long now) {
        long drift = Math.max(0, now - at) / PER_DRIFT;
        low -= drift;
        high += drift;
        at = Math.max(at, now);
        boolean jumped = least > high || most < low;
        if (jumped) {
            high = most;
            low = least == UNBOUNDED ? most - assumedError(now) : least;
        } else {
            high = Math.min(high, most);
            low = Math.max(low, least);
        }
        return jumped;
    }

    private long clamp(long offset) {
        return Math.max(low, Math.min(high, offset));
    }

    private long assumedError(long now) {
        return Math.max(LEAST_ASSUMED, Math.abs(now - assumed) / PER_DRIFT);
    }

    /** The likeliest offset. */
    public long best() {
        return best;
    }

    /** The least that the offset can have been at {@code then}, as known {@code now}. */
    public long low(long then, long now) {
        return low - drift(then, now);
    }

    /** The most that the offset can have been at {@code then}, as known {@code now}. */
    public long high(long then, long now) {
        return high + drift(then, now);
    }

    private long drift(long then, long now) {
        return (Math.abs(Math.min(then, now) - at) + high - low) / PER_DRIFT; // then is itself known to high - low only
    }
}
