// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.gfp.KernelSpan;
import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import java.util.ArrayList;
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
    HALVED_BY_ORDER("up to 4.3", "the mark is halved for every order and asked for again among the larger blocks"),
    /** 4.4 to 6.2. One block of the order, in a list that the request may use, is enough. Atomic is a flag of its own. */
    ONE_BLOCK("4.4 to 6.2", "above the mark, one block that it may use is enough"),
    /** 6.3 and later (and late 6.1.y). As before, but atomic means {@code __GFP_HIGH} without direct reclaim. */
    ONE_BLOCK_MIN_RESERVE("6.3 and later", "above the mark, one block that it may use is enough");

    private final String versions;
    private final String words;

    WatermarkRule(String versions, String words) {
        this.versions = versions;
        this.words = words;
    }

    /** The kernels that had it, e.g. {@code 4.4 to 6.2}. */
    public String versions() {
        return versions;
    }

    /** What it asks for, in words. */
    public String words() {
        return words;
    }

    /** The rule of that version. */
    public static WatermarkRule of(KernelVersion version, GfpFlags flags) {
        if (!version.atLeast(4, 4)) {
            return HALVED_BY_ORDER;
        }
        boolean backported = version.atLeast(6, 1) && !version.atLeast(6, 2) && !flags.has(GfpFlag.ATOMIC);
        return version.atLeast(6, 3) || backported ? ONE_BLOCK_MIN_RESERVE : ONE_BLOCK;
    }

    /** The rule of that kernel; several where its version isn't known. */
    static List<WatermarkRule> of(KernelSpan kernel, GfpFlags flags) {
        if (kernel.known()) {
            return List.of(of(kernel.exact(), flags));
        }
        List<WatermarkRule> rules = new ArrayList<>();
        if (!kernel.surelyAtLeast(4, 4)) {
            rules.add(HALVED_BY_ORDER);
        }
        if (kernel.maybeAtLeast(4, 4) && !kernel.surelyAtLeast(6, 3)) {
            rules.add(ONE_BLOCK);
        }
        if (kernel.maybeAtLeast(6, 3)) {
            rules.add(ONE_BLOCK_MIN_RESERVE);
        }
        return rules;
    }

    /**
     * The part of {@code min} that this request had to leave: half for {@code __GFP_HIGH}, a quarter less of that for
     * atomic ones, so that {@code GFP_ATOMIC} may go down to 3/8 of it ({@code ALLOC_HIGH} and {@code ALLOC_HARDER},
     * since 6.3 {@code ALLOC_MIN_RESERVE} and {@code ALLOC_NON_BLOCK}, set in {@code gfp_to_alloc_flags}). A victim of
     * the OOM killer gets half as well, but no report tells that it was one.
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
        if (mayUseMinReserve(flags)) {
            mark -= mark / 2;
        }
        return triesHarder(flags, version) ? mark - mark / 4 : mark;
    }

    /** Since 6.3 real-time tasks have the right of {@code __GFP_HIGH}; before, that of atomic requests. */
    private boolean mayUseMinReserve(GfpFlags flags) {
        return flags.has(GfpFlag.HIGH) || this == ONE_BLOCK_MIN_RESERVE && flags.realTime();
    }

    /** {@code __gfp_pfmemalloc_flags}: {@code ALLOC_NO_WATERMARKS} for {@code __GFP_MEMALLOC} and for tasks that reclaim. */
    public static boolean ignoresMarks(GfpFlags flags) {
        return flags.has(GfpFlag.MEMALLOC) && !flags.has(GfpFlag.NOMEMALLOC);
    }

    private boolean triesHarder(GfpFlags flags, KernelVersion version) {
        return switch (this) {
            case HALVED_BY_ORDER ->
                flags.atomic()
                        ? !flags.has(GfpFlag.NOMEMALLOC)
                                && !(version != null && version.isEl7() && flags.has(GfpFlag.NO_KSWAPD))
                        : flags.realTime();
            case ONE_BLOCK -> flags.has(GfpFlag.ATOMIC) ? !flags.has(GfpFlag.NOMEMALLOC) : flags.realTime();
            case ONE_BLOCK_MIN_RESERVE -> flags.has(GfpFlag.HIGH) && nonBlocking(flags);
        };
    }

    private static boolean nonBlocking(GfpFlags flags) {
        return flags.atomic() && !flags.has(GfpFlag.NOMEMALLOC);
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
            case ONE_BLOCK_MIN_RESERVE -> mayUseMinReserve(flags) || nonBlocking(flags);
        };
    }
}
