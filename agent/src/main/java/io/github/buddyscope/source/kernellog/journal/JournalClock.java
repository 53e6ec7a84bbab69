// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.Micros;
import io.github.buddyscope.source.kernellog.clock.ClockOffset;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.clock.OffsetTrail;
import io.github.buddyscope.source.kernellog.clock.SchedDebug;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.kernellog.clock.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Places the journal's kernel lines. Of each, journald tells the kernel's own stamp, and when it took the record by
 * CLOCK_MONOTONIC, which is nanoTime, and by the wall clock. So every record says how far the kernel's clock and nanoTime
 * were apart at most, the least delayed ones say it well, and {@link Promptness} finds those by which it is known from
 * below too. Where root may read {@link SchedDebug}, that sharpens it.
 *
 * <p>The wall clock's time is the one that journald read then, whatever the clock was set to later.
 */
final class JournalClock implements LogClock {
    /** Assumed: journald takes a record within this time after the kernel logged it. It may be held up when memory is short. */
    static final Duration JOURNALD_DELAY = Duration.ofSeconds(5);

    private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long FAR = 1L << 61; // 73 years: no stamp, and far enough from an overflow

    private final KernelClock kernel;
    private final LongSupplier nanoTime;
    private final long namespace;
    private final OffsetTrail trail = new OffsetTrail();
    private final Promptness promptness = new Promptness();
    private ClockOffset offset;
    private long last = Long.MIN_VALUE;
    private long wall;

    JournalClock() {
        this(new KernelClock(), System::nanoTime, TimeNamespace.monotonicNanos());
    }

    JournalClock(KernelClock kernel, LongSupplier nanoTime, long namespace) {
        this.kernel = kernel;
        this.nanoTime = nanoTime;
        this.namespace = namespace;
    }

    /** CLOCK_MONOTONIC of the host as this process's nanoTime. */
    long nanos(long monotonicMicros) {
        return nanosOf(monotonicMicros) + namespace;
    }

    /**
     * Learns from a record, in the order of the journal.
     *
     * @param stampMicros the kernel's
     * @param takenMicros CLOCK_MONOTONIC when journald took it
     * @param wallMicros the wall clock then
     */
    synchronized void taken(long stampMicros, long takenMicros, long wallMicros) {
        long stamp = nanosOf(stampMicros);
        long taken = nanos(takenMicros);
        wall = nanosOf(wallMicros) - taken;
        if (taken < last) {
            return; // of another journald's file: it tells nothing new of a time that has been told of
        }
        if (offset == null) {
            offset = new ClockOffset(namespace, taken);
        }
        last = taken;
        offset.prompt(promptness.least(stamp, taken), taken - stamp + SLACK, taken - stamp, taken);
        trail.add(
                new OffsetTrail.Point(taken, offset.low(taken, taken), offset.best(), offset.high(taken, taken), wall));
    }

    /** Whether what was stamped so happened before that nanoTime for certain. */
    synchronized boolean certainlyBefore(long stampMicros, long nanos) {
        OffsetTrail.Point point = trail.nearest(nanosOf(stampMicros));
        return point != null && point.span(nanosOf(stampMicros)).high() < nanos;
    }

    /** @return null for a line with neither a stamp of the kernel's nor a time of the journal's */
    @Override
    public KernelTime place(KernelLine line) {
        kernel.calibrate();
        return placed(line, nanoTime.getAsLong());
    }

    private synchronized KernelTime placed(KernelLine line, long now) {
        long stamp = line.kernelMicros() == null ? 0 : nanosOf(line.kernelMicros());
        OffsetTrail.Point point = line.kernelMicros() == null ? null : trail.nearest(stamp);
        long scale = point == null ? wall : point.wall();
        TimeSpan taken = line.time() == null || scale == 0 ? null : sinceDelay(wallNanos(line) - scale);
        TimeSpan span = taken;
        if (point != null) {
            span = sharpened(point.span(stamp), kernel.span(line.kernelMicros(), now));
            span = taken == null ? span : sharpened(span, taken);
        }
        if (span == null) {
            return null;
        }
        long error = Math.max(span.high() - span.best(), span.best() - span.low()) + SLACK;
        return new KernelTime(span.best(), Instant.ofEpochSecond(0, span.best() + scale), error);
    }

    /** By both where they agree; a clock that jumped contradicts the trail, which saw it when it was right. */
    private static TimeSpan sharpened(TimeSpan span, TimeSpan by) {
        TimeSpan both = span.and(by);
        return both == null ? span : both;
    }

    private static TimeSpan sinceDelay(long taken) {
        return new TimeSpan(taken - JOURNALD_DELAY.toNanos(), taken, taken + SLACK);
    }

    private static long wallNanos(KernelLine line) {
        return Micros.of(line.time()) * 1_000;
    }

    private static long nanosOf(long micros) {
        return Math.min(FAR, TimeUnit.MICROSECONDS.toNanos(micros));
    }
}
