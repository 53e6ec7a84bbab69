// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.model.ReportZone;
import java.util.Set;

/**
 * A zone's free pages against the mark, each as the range that the report leaves open: reports before 5.6 don't print
 * the HighAtomic reserve, cut ones lack lowmem_reserve, and bits that can't be decoded leave the mark's share open.
 *
 * @param usableLow least number of pages that counted as free for the request
 * @param usableHigh most
 * @param markLow least number of pages it had to leave, lowmem_reserve not included
 * @param markHigh most
 * @param reserve pages that lowmem_reserve keeps from it, null where it can't be told
 * @param drift pages by which the zone's line and its buddy list, printed one after the other, disagree
 */
record Margin(long usableLow, long usableHigh, long markLow, long markHigh, Long reserve, long drift) {
    /** The HighAtomic reserve takes at most about one per cent of a zone, in whole pageblocks. */
    private static final int HIGHATOMIC_SHARE = 100;

    private static final long PAGEBLOCK_KB = 4096;
    private static final long X86_64_PAGEBLOCK = 512;

    /** Null where the zone's line lacks free or min; {@code lacks} gets the names of what else is missing. */
    static Margin of(Attempt attempt, ReportZone zone, WatermarkRule rule, ClassZone forZone, Set<String> lacks) {
        Long base = attempt.markKb(zone);
        if (zone.freeKb() == null || base == null) {
            lacks.add("zone line");
            return null;
        }
        GfpFlags flags = attempt.flags();
        long pageKb = attempt.pageKb();
        long mark = base / pageKb;
        long unboosted = mark - Boost.ignored(attempt, zone) / pageKb;
        long most = mark;
        long least = mark;
        if (!attempt.lastLook() && flags.decoded()) {
            most = rule.mark(Boost.inferred(attempt, zone) ? mark : unboosted, flags, attempt.version());
            least = rule.mark(unboosted, flags, attempt.version());
        } else if (!attempt.lastLook()) {
            least = mark - mark / 2 - (mark - mark / 2) / 4;
        }

        long usable = zone.freeKb() / pageKb - ((1L << attempt.order()) - 1);
        long highAtomicLow = 0;
        long highAtomicHigh = 0;
        if (attempt.lastLook() ? rule != WatermarkRule.HALVED_BY_ORDER : !rule.countsHighAtomic(flags)) {
            if (zone.freeHighatomicKb() != null) {
                highAtomicLow = highAtomicHigh = zone.freeHighatomicKb() / pageKb;
            } else if (zone.reservedHighatomicKb() != null) {
                highAtomicHigh = zone.reservedHighatomicKb() / pageKb;
                // from 6.12 on only the free part of the reserve is subtracted, which was printed later
                highAtomicLow = attempt.kernel().maybeAtLeast(6, 12)
                        ? Math.min(freeInReserve(zone), highAtomicHigh)
                        : highAtomicHigh;
            } else {
                highAtomicHigh = unprintedReserve(zone, pageKb);
                highAtomicLow = Math.min(reserveAtLeast(attempt, zone), highAtomicHigh);
                if (highAtomicHigh > highAtomicLow) {
                    lacks.add("reserved_highatomic");
                }
            }
        }
        long cmaLow = 0;
        long cmaHigh = 0;
        if (!flags.movable()) {
            if (zone.freeCmaKb() != null) {
                cmaLow = cmaHigh = zone.freeCmaKb() / pageKb;
            } else if (zone.buddy() != null) {
                cmaHigh = Blocks.pagesWith(zone.buddy(), 'C');
                if (cmaHigh > 0) {
                    lacks.add("free_cma");
                }
            }
        }
        Long reserve = attempt.reserve(zone, forZone);
        if (reserve == null && !WatermarkRule.ignoresMarks(flags)) {
            lacks.add("lowmem_reserve");
        }
        return new Margin(
                usable - highAtomicHigh - cmaHigh,
                usable - highAtomicLow - cmaLow,
                least,
                most,
                WatermarkRule.ignoresMarks(flags) ? Long.valueOf(0) : reserve,
                drift(zone, pageKb));
    }

    private static long drift(ReportZone zone, long pageKb) {
        Long total = zone.buddy() == null ? null : zone.buddy().totalKb();
        // a list that is no more than half of what is free isn't this zone's, or somebody shortened it
        return total == null || total <= 0 || total / 2 > zone.freeKb() || zone.freeKb() / 2 > total
                ? 0
                : Math.abs(total - zone.freeKb()) / pageKb;
    }

    private static long freeInReserve(ReportZone zone) {
        return zone.buddy() == null ? 0 : Blocks.highAtomicAtLeast(zone.buddy());
    }

    /** The reserve is of whole pageblocks, which on x86-64 have 2 MiB; elsewhere their size isn't known from a report. */
    private static long reserveAtLeast(Attempt attempt, ReportZone zone) {
        long free = freeInReserve(zone);
        String kernel = attempt.report().origin().kernel();
        boolean x86 = kernel != null && (kernel.contains("x86_64") || kernel.contains("amd64"));
        long block = x86 ? X86_64_PAGEBLOCK : 1;
        return (free + block - 1) / block * block;
    }

    private static long unprintedReserve(ReportZone zone, long pageKb) {
        long size = zone.managedKb() != null ? zone.managedKb() : zone.presentKb() != null ? zone.presentKb() : 0;
        return size <= 0 ? 0 : (size / HIGHATOMIC_SHARE + PAGEBLOCK_KB) / pageKb;
    }

    /** Below the mark whatever the open numbers are. */
    boolean surelyBelow() {
        return usableHigh <= markLow;
    }

    /** Above the mark, lowmem_reserve apart, whatever the open numbers are. */
    boolean surelyAbove() {
        return usableLow > markHigh;
    }

    boolean surelyReserved() {
        return reserve != null && usableHigh <= markLow + reserve;
    }

    boolean surelyPasses() {
        return reserve != null && usableLow > markHigh + reserve;
    }

    /** Pages beyond the mark and the reserve, as the printed numbers have it. */
    long headroom() {
        return usableHigh - markHigh - (reserve == null ? 0 : reserve);
    }

    /**
     * Within one per cent of the free pages, or within what changed while the zone was printed: the report came after the
     * attempt, so either side is possible.
     */
    boolean borderline() {
        long distance = Math.abs(headroom());
        return reserve != null && (distance * 100 < Math.max(usableHigh, 100) || distance < drift);
    }
}
