// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.model.ZoneInfo;

/**
 * A zone's free memory against its watermarks. A mark counts as missed when free memory equals it, as in
 * {@code __zone_watermark_ok} (mm/page_alloc.c). Orders, lowmem_reserve and the reserves for atomic requests aren't
 * looked at: a zone above its marks may still refuse a request.
 */
public enum ZoneState {
    /** kswapd has nothing to do here and sleeps. */
    ABOVE_HIGH("above high"),
    /** Between low and high: kswapd, where it was woken, goes on until high. */
    BELOW_HIGH("below high"),
    /** At or below low: allocations wake kswapd, which reclaims in the background. */
    BELOW_LOW("below low"),
    /** At or below min: allocating tasks reclaim themselves, and those that can't wait fail or use the reserve. */
    BELOW_MIN("below min"),
    /** The marks can't be read, or the zone has no memory. */
    UNKNOWN("unknown");

    private final String words;

    ZoneState(String words) {
        this.words = words;
    }

    /** The state for people, e.g. {@code below low}. */
    public String words() {
        return words;
    }

    /** The state of a zone; {@link #UNKNOWN} for null. */
    public static ZoneState of(ZoneInfo zone) {
        if (zone == null || zone.managed() == 0 || zone.present() == 0) {
            return UNKNOWN;
        }
        ZoneInfo.Watermarks marks = zone.watermarks();
        return marks == null ? UNKNOWN : of(zone.free(), marks.min(), marks.low(), marks.high());
    }

    /** The same for any four sizes of one unit; a negative one is unknown. */
    public static ZoneState of(long free, long min, long low, long high) {
        if (free < 0 || min < 0 || low < 0 || high < 0) {
            return UNKNOWN;
        }
        if (free <= min) {
            return BELOW_MIN;
        }
        if (free <= low) {
            return BELOW_LOW;
        }
        return free <= high ? BELOW_HIGH : ABOVE_HIGH;
    }
}
