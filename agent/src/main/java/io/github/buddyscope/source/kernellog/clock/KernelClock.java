// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import io.github.buddyscope.model.KernelLine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Places the stamps of this boot's kernel log. The kernel stamps with local_clock, which is not CLOCK_MONOTONIC and
 * drifts against it (kernel/printk/printk.c, kernel/sched/clock.c). What ties the two together, best first:
 * <ol>
 *   <li>{@link SchedDebug}, where root may read it: to a millisecond, read anew before a line is placed;
 *   <li>live records: stamped before they were read, and after the reader was seen waiting for them. Of several, the one
 *       least delayed counts;
 *   <li>history: stamped before it was read;
 *   <li>else the assumption that both clocks began together, to within 500 ppm of the uptime and at least a second.
 * </ol>
 * The bound of a {@link KernelTime} holds as long as NTP alone moves the clocks apart. A clock that jumps, as on resume or
 * when a virtual machine moves, is noticed by the first later record that contradicts what was known, and what was
 * logged before the jump is then placed as if after it.
 */
public final class KernelClock implements LogClock {
    /** No time is known before which a record can't have been stamped. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** Two processors' clocks may differ by a little, and a stamp is taken a little before its record can be read. */
    private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long FAR = 1L << 61; // 73 years: no stamp, and far enough from an overflow

    private static final long CALIBRATION_LASTS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanoTime;
    private final InstantSource wall;
    private final List<Path> schedDebug;
    private final long namespace;
    private final ClockOffset offset;
    private boolean refused;
    private long calibrated;

    /** Without any calibration until the first record or the first line to place. */
    public KernelClock() {
        this(new NanoTime(), InstantSource.system(), SchedDebug.PATHS, TimeNamespace.monotonicNanos());
    }

    /**
     * The same by other clocks.
     *
     * @param schedDebug where to look for {@link SchedDebug}
     * @param namespace as {@link TimeNamespace#monotonicNanos} tells
     */
    public KernelClock(LongSupplier nanoTime, InstantSource wall, List<Path> schedDebug, long namespace) {
        this.nanoTime = nanoTime;
        this.wall = wall;
        this.schedDebug = schedDebug;
        this.namespace = namespace;
        long now = nanoTime.getAsLong();
        offset = new ClockOffset(namespace, now);
        calibrated = now - CALIBRATION_LASTS;
    }

    /** Reads the kernel's two clocks side by side where that is allowed and was not done lately; costs some 0.1 ms. */
    public synchronized void calibrate() {
        long before = nanoTime.getAsLong();
        if (refused || before - calibrated < CALIBRATION_LASTS) {
            return;
        }
        SchedDebug clocks = SchedDebug.read(schedDebug);
        long after = nanoTime.getAsLong();
        if (clocks == null) {
            refused = true;
            return;
        }
        calibrated = after;
        long least = before - clocks.cpuClockNanos();
        long most = after - clocks.cpuClockNanos();
        long together = clocks.ktimeNanos() + namespace - clocks.cpuClockNanos();
        if (together >= least && together <= most) {
            offset.exact(together, SLACK, after);
        } else { // nanoTime is another clock here than we think
            offset.exact(least + (most - least) / 2, (most - least) / 2 + SLACK, after);
        }
    }

    /**
     * Learns from a record.
     *
     * @param micros its stamp
     * @param notBefore a nanoTime that the stamp can't precede, or {@link #UNKNOWN}
     * @param notAfter nanoTime right after it was read
     * @param prompt it was read as it came, so that the time of reading is a good guess of the time of stamping
     */
    public synchronized void stamped(long micros, long notBefore, long notAfter, boolean prompt) {
        long stamp = nanos(micros);
        long most = notAfter - stamp + SLACK;
        if (prompt) {
            long drift =
                    (notAfter - notBefore) / ClockOffset.PER_DRIFT; // the offset at the stamp isn't that at the read
            long least = notBefore == UNKNOWN ? ClockOffset.UNBOUNDED : notBefore - stamp - SLACK - drift;
            offset.prompt(least, most, notAfter - stamp, notAfter);
        } else {
            offset.atMost(most, notAfter);
        }
    }

    /** Whether both clocks can be read side by side, so that nothing need be learnt from when records come. */
    public synchronized boolean calibrates() {
        return !refused;
    }

    /** Whether what was stamped so happened after that nanoTime, whatever the clocks' error. */
    public synchronized boolean certainlyAfter(long micros, long nanos) {
        return nanos(micros) + offset.low(nanos, nanoTime.getAsLong()) > nanos;
    }

    /** @return null for a line without a stamp */
    @Override
    public KernelTime place(KernelLine line) {
        if (line.kernelMicros() == null) {
            return null;
        }
        calibrate();
        Moment now = Moment.now(nanoTime, wall);
        long read = line.arrival() == null ? now.nanos() : line.arrival().nanos();
        return span(line.kernelMicros(), now.nanos()).notAfter(read).time(now);
    }

    /** When something was stamped, as known now. */
    public synchronized TimeSpan span(long micros, long now) {
        long stamp = nanos(micros);
        long best = stamp + offset.best();
        return new TimeSpan(stamp + offset.low(best, now), best, stamp + offset.high(best, now));
    }

    private static long nanos(long micros) {
        return Math.min(FAR, TimeUnit.MICROSECONDS.toNanos(micros));
    }
}
