// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * One zone of {@code /proc/zoneinfo} (mm/vmstat.c, {@code zoneinfo_show_print}). Everything is in pages;
 * {@link #UNKNOWN} stands for what this kernel doesn't print.
 *
 * @param watermarks min, low, high; they include {@code boost} where the kernel boosts (5.0 and later)
 * @param boost temporary rise of the watermarks, printed since 5.17
 * @param lowmemReserve the {@code protection:} list, by the highest zone that a request may use; empty where absent
 */
public record ZoneInfo(
        ZoneId id,
        long free,
        Watermarks watermarks,
        long boost,
        long present,
        long managed,
        long cma,
        List<Long> lowmemReserve) {
    /** Not printed by this kernel, or not readable. */
    public static final long UNKNOWN = -1;

    public ZoneInfo {
        lowmemReserve = List.copyOf(lowmemReserve);
    }

    /** In pages. Below low kswapd reclaims, below min the allocating task does, above high kswapd sleeps. */
    public record Watermarks(long min, long low, long high) {}
}
