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
 * @param present pages that physically exist; 0 for a zone that is configured but empty
 * @param managed pages that the buddy allocator manages, printed since 3.10
 * @param cma pages in CMA areas, printed since 5.12
 * @param lowmemReserve the {@code protection:} list, by the highest zone that a request may use; empty where absent
 * @param freeCma free pages in CMA areas: only movable requests may use them
 * @param reservedHighatomic pages reserved for atomic requests, printed since 6.19
 * @param freeHighatomic of those, the free ones, printed since 6.19
 */
public record ZoneInfo(
        ZoneId id,
        long free,
        Watermarks watermarks,
        long boost,
        long present,
        long managed,
        long cma,
        List<Long> lowmemReserve,
        long freeCma,
        long reservedHighatomic,
        long freeHighatomic) {
    /** Not printed by this kernel, or not readable. */
    public static final long UNKNOWN = -1;

    public ZoneInfo {
        lowmemReserve = List.copyOf(lowmemReserve);
    }

    /** A zone of a kernel that prints nothing of CMA and of the reserve for atomic requests. */
    public ZoneInfo(
            ZoneId id,
            long free,
            Watermarks watermarks,
            long boost,
            long present,
            long managed,
            long cma,
            List<Long> lowmemReserve) {
        this(id, free, watermarks, boost, present, managed, cma, lowmemReserve, UNKNOWN, UNKNOWN, UNKNOWN);
    }

    /**
     * In pages, {@link ZoneInfo#UNKNOWN} for one that is missing. Below low kswapd reclaims, below min the allocating
     * task does, above high kswapd sleeps.
     */
    public record Watermarks(long min, long low, long high) {}
}
