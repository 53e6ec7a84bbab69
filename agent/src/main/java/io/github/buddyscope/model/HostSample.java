// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * The host's memory at one moment. Each file is read by itself, so the parts are some tens of microseconds apart and not
 * a consistent snapshot; the kernel itself reads buddyinfo without a lock.
 *
 * @param nanos {@link System#nanoTime()} at the reading, which is CLOCK_MONOTONIC on HotSpot for Linux
 * @param zones in the order of buddyinfo; empty where it can't be read
 * @param vmStat null where it can't be read
 * @param pressure null where the kernel keeps none (before 4.20, or {@code psi=0})
 */
public record HostSample(long nanos, List<ZoneSample> zones, VmStat vmStat, Pressure pressure) {
    public HostSample {
        zones = List.copyOf(zones);
    }
}
