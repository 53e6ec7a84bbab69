// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import java.util.List;
import java.util.Set;

/**
 * The zones of the kernel in the order of their index (include/linux/mmzone.h, {@code enum zone_type}), and with it the
 * highest one that a request may use ({@code gfp_zone}). A kernel is built without some of them.
 */
public enum ClassZone {
    DMA("DMA"),
    DMA32("DMA32"),
    NORMAL("Normal"),
    HIGHMEM("HighMem"),
    MOVABLE("Movable"),
    DEVICE("Device");

    private static final ClassZone[] ALL = values();
    private final String printed;

    ClassZone(String printed) {
        this.printed = printed;
    }

    public String printed() {
        return printed;
    }

    /** The zone of that printed name, null where there's none. */
    public static ClassZone named(String name) {
        for (ClassZone zone : ALL) {
            if (zone.printed.equals(name)) {
                return zone;
            }
        }
        return null;
    }

    /** The highest zone that the flags allow, before a kernel without that zone takes the next one down. */
    public static ClassZone of(GfpFlags flags) {
        if (flags.has(GfpFlag.DMA)) {
            return DMA;
        }
        if (flags.has(GfpFlag.DMA32)) {
            return DMA32;
        }
        if (flags.has(GfpFlag.HIGHMEM)) {
            return flags.movable() ? MOVABLE : HIGHMEM;
        }
        return NORMAL;
    }

    /**
     * The pages that {@code lowmem_reserve[]} keeps from requests for this zone. The list has an entry for every zone
     * that the kernel was built with, and doesn't say which those are: every set of that size with the printed zones in
     * it is tried, and the entry counts only where all of them agree.
     *
     * @param reserve the printed list
     * @param present zones that the report prints
     * @return pages; null where the sets disagree or the list is out of any order
     */
    Long reserveFor(List<Long> reserve, Set<ClassZone> present) {
        int printed = 0;
        for (ClassZone zone : present) {
            printed |= zone.bit();
        }
        Long agreed = null;
        for (int configured = 0; configured < 1 << ALL.length; configured++) {
            if (Integer.bitCount(configured) == reserve.size() && possible(configured, printed)) {
                int index = Math.max(0, Integer.bitCount(configured & 2 * bit() - 1) - 1);
                Long entry = reserve.get(index);
                if (agreed != null && !agreed.equals(entry)) {
                    return null;
                }
                agreed = entry;
            }
        }
        return agreed;
    }

    private int bit() {
        return 1 << ordinal();
    }

    private boolean in(int zones) {
        return (zones & bit()) != 0;
    }

    /** Normal and Movable are always there; HighMem is for 32 bits, DMA32 and Device are for 64. */
    private static boolean possible(int configured, int printed) {
        boolean wide = DMA32.in(configured) || DEVICE.in(configured);
        return (configured & printed) == printed
                && NORMAL.in(configured)
                && MOVABLE.in(configured)
                && (!HIGHMEM.in(configured) || !wide || HIGHMEM.in(printed) && DMA32.in(printed));
    }
}
