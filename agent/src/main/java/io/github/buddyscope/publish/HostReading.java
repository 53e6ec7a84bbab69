// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.ZoneInfo;

/**
 * A host sample with the one before it, for rates.
 *
 * @param previous null for the first
 * @param pageSize bytes
 */
public record HostReading(HostSample now, HostSample previous, long pageSize) {
    /** Time between the two samples, nanoseconds; {@link ZoneInfo#UNKNOWN} for the first. */
    public long periodNanos() {
        return previous == null ? ZoneInfo.UNKNOWN : now.nanos() - previous.nanos();
    }

    /** Share of the period in which at least one task waited for memory, 0 to 1; NaN where not known. */
    public double someStalled() {
        return hasPressure()
                ? share(now.pressure().someMicros(), previous.pressure().someMicros())
                : Double.NaN;
    }

    /** Share of the period in which all tasks that had work waited for memory, 0 to 1; NaN where not known. */
    public double allStalled() {
        return hasPressure()
                ? share(now.pressure().fullMicros(), previous.pressure().fullMicros())
                : Double.NaN;
    }

    private boolean hasPressure() {
        return previous != null && previous.pressure() != null && now.pressure() != null;
    }

    /** The file isn't read at the very moment of the time stamp, so a share may come out slightly above 1. */
    private double share(long micros, long before) {
        long period = periodNanos();
        if (micros < 0 || before < 0 || micros < before || period <= 0) {
            return Double.NaN;
        }
        return Math.min(1, (micros - before) * 1_000.0 / period);
    }
}
