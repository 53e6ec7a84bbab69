// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import java.util.List;

/**
 * The rule by which a kernel judged whether a zone may serve a request ({@code __zone_watermark_ok} and
 * {@code gfp_to_alloc_flags}, mm/page_alloc.c). The mark is {@code min}: it is what the last attempts of the slow path
 * ask for, after reclaim and compaction have done what they could ({@code ALLOC_WMARK_MIN}). The printed min already
 * includes {@code watermark_boost} (5.0 and later).
 */
public enum WatermarkRule {
    /**
     * Up to 4.3. The mark is halved order by order, and asked for each time among the blocks that are larger: a block
     * may be there and be refused.
     */
    HALVED_BY_ORDER,
    /** 4.4 to 6.2. One block of the order, in a list that the request may use, is enough. Atomic is a flag of its own. */
    ONE_BLOCK,
    /** 6.3 and later (and late 6.1.y). As before, but atomic means {@code __GFP_HIGH} without direct reclaim. */
    ONE_BLOCK_MIN_RESERVE;

    /** The rule of that version. */
    public static WatermarkRule of(KernelVersion version, GfpFlags flags) {
        if (!version.atLeast(4, 4)) {
            return HALVED_BY_ORDER;
        }
        boolean backported = version.atLeast(6, 1) && !version.atLeast(6, 2) && !flags.has(GfpFlag.ATOMIC);
        return version.atLeast(6, 3) || backported ? ONE_BLOCK_MIN_RESERVE : ONE_BLOCK;
    }

    /** The rules that come into question where the version isn't known. */
    static List<WatermarkRule> candidates(boolean namesPrinted, Era era) {
        if (namesPrinted) {
            return List.of(ONE_BLOCK, ONE_BLOCK_MIN_RESERVE);
        }
        return switch (era) {
            case BEFORE_4_4 -> List.of(HALVED_BY_ORDER);
            case SINCE_4_4 -> List.of(ONE_BLOCK);
            case UNKNOWN -> List.of(HALVED_BY_ORDER, ONE_BLOCK);
        };
    }

    /** What a report's form tells of its kernel. */
    enum Era {
        BEFORE_4_4,
        SINCE_4_4,
        UNKNOWN
    }

    /**
     * The part of {@code min} that this request had to leave: half for {@code __GFP_HIGH}, a quarter less of that for
     * atomic ones, so that {@code GFP_ATOMIC} may go down to 3/8 of it.
     *
     * @param min pages
     * @param version null where not known
     * @return pages; 0 for a request that may ignore the marks ({@code __GFP_MEMALLOC}), which still fails where nothing is free
     */
    public long mark(long min, GfpFlags flags, KernelVersion version) {
        if (ignoresMarks(flags)) {
            return 0;
        }
        long mark = min;
        if (flags.has(GfpFlag.HIGH)) {
            mark -= mark / 2;
        }
        return triesHarder(flags, version) ? mark - mark / 4 : mark;
    }

    static boolean ignoresMarks(GfpFlags flags) {
        return flags.has(GfpFlag.MEMALLOC) && !flags.has(GfpFlag.NOMEMALLOC);
    }

    private boolean triesHarder(GfpFlags flags, KernelVersion version) {
        if (flags.has(GfpFlag.NOMEMALLOC)) {
            return false;
        }
        return switch (this) {
            case HALVED_BY_ORDER ->
                flags.atomic() && !(version != null && version.isEl7() && flags.has(GfpFlag.NO_KSWAPD));
            case ONE_BLOCK -> flags.has(GfpFlag.ATOMIC);
            case ONE_BLOCK_MIN_RESERVE -> flags.has(GfpFlag.HIGH) && flags.atomic();
        };
    }

    /** The request may take blocks that are reserved for high-order atomic requests. */
    public boolean mayUseHighAtomic(GfpFlags flags) {
        return this != HALVED_BY_ORDER && triesHarder(flags, null);
    }

    /** Pages of the HighAtomic reserve count as free for this request (they don't for others, since 4.4). */
    public boolean countsHighAtomic(GfpFlags flags) {
        return switch (this) {
            case HALVED_BY_ORDER -> true;
            case ONE_BLOCK -> triesHarder(flags, null);
            case ONE_BLOCK_MIN_RESERVE -> flags.has(GfpFlag.HIGH) || flags.atomic() && !flags.has(GfpFlag.NOMEMALLOC);
        };
    }
}
