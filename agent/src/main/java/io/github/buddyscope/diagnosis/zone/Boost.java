// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.model.ReportZone;

/**
 * How much of a zone's printed marks is {@code watermark_boost}: 5.0 and later raise min, low and high alike for a while
 * after types of pages were mixed ({@code boost_watermark} and the {@code *_wmark_pages} macros, mm/page_alloc.c and
 * include/linux/mmzone.h). 5.17 and later print it.
 */
final class Boost {
    private static final int ROUNDING_PAGES = 3;

    private Boost() {}

    /**
     * In kB, 0 for none. From 5.0 to 5.16 it isn't printed, but shows: without it, low is above min by at least a quarter
     * of min ({@code __setup_per_zone_wmarks}), so what min exceeds four times that distance by is boost, at least.
     */
    static long kb(Attempt attempt, ReportZone zone) {
        if (zone.boostKb() != null) {
            return Math.max(0, zone.boostKb());
        }
        if (!inferred(attempt, zone)) {
            return 0;
        }
        return zone.minKb() - 4 * (zone.lowKb() - zone.minKb()) - ROUNDING_PAGES * attempt.pageKb();
    }

    /** The report doesn't print it, but its marks show it. */
    static boolean inferred(Attempt attempt, ReportZone zone) {
        KernelVersion version = attempt.version();
        if (zone.boostKb() != null || version == null || !version.atLeast(5, 0) || version.atLeast(5, 17)) {
            return false;
        }
        if (zone.minKb() == null || zone.lowKb() == null || zone.lowKb() <= zone.minKb() || zone.minKb() <= 0) {
            return false;
        }
        // HighMem and Movable have a min of their own
        ClassZone named = ClassZone.named(zone.id().zone());
        boolean ordinary = named != null && named.compareTo(ClassZone.NORMAL) <= 0;
        return ordinary
                && zone.lowKb() - zone.minKb() < zone.minKb() / 4
                && zone.minKb() - 4 * (zone.lowKb() - zone.minKb()) > ROUNDING_PAGES * attempt.pageKb();
    }

    /**
     * The part of it that this request need not leave, in kB: all of it for a single page asked for with
     * {@code __GFP_HIGH} ({@code zone_watermark_fast}, 5.9 and later, and late 5.4.y), else none.
     */
    static long ignored(Attempt attempt, ReportZone zone) {
        if (attempt.order() != 0 || !attempt.flags().has(GfpFlag.HIGH) || attempt.lastLook()) {
            return 0;
        }
        KernelVersion version = attempt.version();
        boolean before =
                version != null && !version.atLeast(5, 9) && !(version.atLeast(5, 4) && !version.atLeast(5, 5));
        return before ? 0 : kb(attempt, zone);
    }
}
