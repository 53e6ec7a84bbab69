// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import io.github.buddyscope.model.KernelLine;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * Places lines that a log daemon wrote to a file, by the wall-clock time that it put before them, in this JVM's time zone:
 * to a second, as printed. That a daemon may have slept, or may count in another zone, can be seen of live lines only:
 * a live line whose time is off by more than the {@link #DAEMON_DELAY} is placed where it was read.
 *
 * <p>The kernel's own stamp sharpens the time of a live line where the two agree. Of older lines it is not used: the file may
 * hold several boots, or another host's log.
 */
public final class SyslogClock implements LogClock {
    /** Assumed: a daemon writes a line, and we read it, within this time after the kernel logged it. */
    static final Duration DAEMON_DELAY = Duration.ofSeconds(5);

    private final KernelClock kernel;
    private final LongSupplier nanoTime;
    private final InstantSource wall;
    private final ZoneId zone;

    public SyslogClock() {
        this(new KernelClock(), System::nanoTime, InstantSource.system(), ZoneId.systemDefault());
    }

    SyslogClock(KernelClock kernel, LongSupplier nanoTime, InstantSource wall, ZoneId zone) {
        this.kernel = kernel;
        this.nanoTime = nanoTime;
        this.wall = wall;
        this.zone = zone;
    }

    /** Learns from a live line, if its stamp can be this kernel's. */
    public void read(KernelLine line) {
        if (line.kernelMicros() != null && line.arrival().live()) {
            long read = line.arrival().nanos();
            if (kernel.span(line.kernelMicros(), read).and(sinceDelay(read)) != null) {
                kernel.stamped(line.kernelMicros(), KernelClock.UNKNOWN, read, false);
            }
        }
    }

    private static TimeSpan sinceDelay(long read) {
        return new TimeSpan(read - DAEMON_DELAY.toNanos(), read, read);
    }

    /** @return null for a line without a wall-clock time that isn't live */
    @Override
    public KernelTime place(KernelLine line) {
        kernel.calibrate();
        Moment now = Moment.now(nanoTime, wall);
        boolean live = line.arrival() != null && line.arrival().live();
        WallTime printed = line.time() == null ? null : WallTime.of(line.time(), zone, now.time());
        TimeSpan written = printed == null ? null : printed.span(now);
        if (!live) {
            return written == null ? null : written.time(now);
        }
        TimeSpan sinceRead = sinceDelay(line.arrival().nanos());
        TimeSpan span = written == null || written.and(sinceRead) == null ? sinceRead : written.and(sinceRead);
        if (line.kernelMicros() != null) {
            TimeSpan sharper = kernel.span(line.kernelMicros(), now.nanos()).and(span);
            span = sharper == null ? span : sharper;
        }
        return span.time(now);
    }
}
