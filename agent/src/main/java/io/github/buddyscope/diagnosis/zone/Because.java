// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.request.NodeList;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.text.Sizes;
import java.util.Set;

/** The sentence behind a zone's rejection, with the numbers that led to it. */
final class Because {
    private final Attempt attempt;
    private final ReportZone zone;
    private final WatermarkRule rule;
    private final Margin margin;
    private final ClassZone forZone;

    Because(Attempt attempt, ReportZone zone, WatermarkRule rule, Margin margin, ClassZone forZone) {
        this.attempt = attempt;
        this.zone = zone;
        this.rule = rule;
        this.margin = margin;
        this.forZone = forZone;
    }

    static String notAllowed(Attempt attempt, ReportZone zone) {
        if (!attempt.allowsZone(zone)) {
            return "the request could use zones up to " + attempt.classZone().printed() + " only";
        }
        String nodes = attempt.request().nodemask();
        return NodeList.allows(nodes, zone.id().node())
                ? "the task's cpuset allows " + NodeList.named(attempt.request().memsAllowed()) + " only"
                : "the request's memory policy allows " + NodeList.named(nodes) + " only";
    }

    String sentence(Rejection rejected, OrderMark tooFew, Set<String> lacks) {
        return switch (rejected) {
            case NO_BLOCK -> noBlock();
            case UNUSABLE_TYPE -> unusable();
            case BELOW_WATERMARK -> belowWatermark();
            case LOWMEM_RESERVE -> lowmemReserve();
            case BELOW_ORDER_WATERMARK -> belowOrderWatermark(tooFew);
            case NONE -> none();
            case UNKNOWN -> unknown(lacks);
            case NOT_ALLOWED -> notAllowed(attempt, zone);
        };
    }

    private String noBlock() {
        int largest = Blocks.largestOrder(zone.buddy());
        return freeBut()
                + (largest < 0
                        ? "no free block at all"
                        : "no free block of " + attempt.size() + " or larger, the largest has " + block(largest));
    }

    private String freeBut() {
        return zone.freeKb() == null ? "" : Sizes.free(zone.freeKb()) + " free" + low() + ", but ";
    }

    private String low() {
        if (zone.lowKb() == null || zone.lowKb() <= 0) {
            return "";
        }
        String low = Sizes.mark(zone.lowKb());
        return zone.freeKb() > zone.lowKb()
                ? " with its low watermark at " + low
                : " with its low watermark at " + low + ", below which kswapd reclaims";
    }

    private String unusable() {
        String letters = Blocks.typesFrom(zone.buddy(), attempt.order());
        String blocks = attempt.order() == 0 ? "free pages" : "free blocks of " + attempt.size() + " or larger";
        return freeBut() + blocks + " only in the " + MigrateTypes.names(letters)
                + (letters.length() > 1 ? " lists" : " list") + ", which this request can't use"
                + (attempt.order() == 0 ? "" : " (" + blocksThere() + ")");
    }

    private String belowWatermark() {
        if (MainZones.empty(zone)) {
            return "it has no memory";
        }
        StringBuilder text = new StringBuilder(freeForIt());
        boolean forTheBlock = margin.usableHigh() + (1L << attempt.order()) - 1 > margin.markHigh();
        text.append(
                        forTheBlock
                                ? ", which less the block of " + attempt.size() + " is not above the "
                                : ", not above the ")
                .append(Sizes.mark(kb(margin.markHigh())))
                .append(" it had to leave");
        if (attempt.lastLook()) {
            text.append(" (high, which the last look before a kill asks for)");
        } else if (margin.markHigh() != zone.minKb() / attempt.pageKb()) {
            text.append(" (its share of min, ").append(Sizes.mark(zone.minKb())).append(')');
        }
        if (boostDecided()) {
            text.append("; ")
                    .append(Boost.inferred(attempt, zone) ? "at least " : "")
                    .append(Sizes.free(Boost.kb(attempt, zone)))
                    .append(" of the mark are watermark_boost, without which it would have been above");
            if (Boost.inferred(attempt, zone)) {
                text.append(" (this kernel doesn't print it; low and min are too close for their size)");
            }
        }
        return text + borderline() + blocksBelowMark();
    }

    /** {@code 117 MiB free (115 MiB of it for this request)}: without the HighAtomic reserve and CMA, where those count. */
    private String freeForIt() {
        String free = Sizes.free(zone.freeKb());
        String usable = Sizes.free(Math.max(0, kb(margin.usableHigh() + (1L << attempt.order()) - 1)));
        return free + " free" + (usable.equals(free) ? "" : " (" + usable + " of it for this request)");
    }

    private String blocksBelowMark() {
        if (attempt.order() == 0 || zone.buddy() == null) {
            return "";
        }
        return Blocks.pagesFrom(zone.buddy(), attempt.order()) == 0
                ? "; it had no free block of " + attempt.size() + " or larger either"
                : "; " + blocksThere() + " were there when the report was printed";
    }

    /** Free memory less {@code 2^order - 1} has to be above mark and reserve, so that they remain without the block. */
    private String lowmemReserve() {
        String free = zone.buddy() == null || attempt.order() == 0
                ? freeForIt() + ", but lacked "
                : blocksThere() + ", but with " + freeForIt() + " it lacked ";
        String least = margin.usableLow() < margin.usableHigh() ? "at least " : "";
        long lacking = 1 - margin.headroom();
        return free + least + lacking + (lacking == 1 ? " page" : " pages") + ": once the "
                + (attempt.order() == 0 ? "page" : "block") + " was taken, its mark of "
                + Sizes.mark(kb(margin.markHigh())) + " and the " + Sizes.mark(kb(margin.reserve()))
                + " that lowmem_reserve keeps from requests for " + forZone.printed() + " had to remain"
                + borderline();
    }

    private String belowOrderWatermark(OrderMark tooFew) {
        String blocks = blocksThere() + ", but kernels before 4.4 ask for (" + kb(margin.markHigh()) + " kB / "
                + attempt.pageKb() + ") >> " + tooFew.order() + " = " + tooFew.asked() + " pages in blocks of "
                + block(tooFew.order()) + " or larger, and ";
        return blocks + tooFew.there() + " were there"
                + (tooFew.there() > tooFew.asked()
                        ? ", of which the kernel counts " + ((1L << attempt.order()) - 1)
                                + " off for the request itself"
                        : "");
    }

    private String none() {
        String blocks = attempt.order() == 0 ? "" : blocksThere() + " and ";
        return blocks + Sizes.free(kb(margin.headroom())) + " above the mark: it could have served, on these numbers"
                + borderline();
    }

    private String unknown(Set<String> lacks) {
        if (margin == null || zone.buddy() == null && attempt.order() > 0) {
            return "the report lacks its " + String.join(" and ", lacks);
        }
        if (lacks.contains("lowmem_reserve")) {
            return Sizes.free(zone.freeKb()) + " free" + (attempt.order() == 0 ? "; " : ", " + blocksThere() + "; ")
                    + "whether lowmem_reserve closed it can't be told, the report lacks that line";
        }
        if (lacks.contains("reserved_highatomic")) {
            return (attempt.order() == 0 ? "" : blocksThere() + "; ")
                    + "whether it was above the mark depends on the HighAtomic reserve, which this kernel doesn't print";
        }
        if (!attempt.flags().decoded()) {
            return "what the request had to leave free depends on its flags, and the bits can't be decoded";
        }
        return "the numbers don't settle it";
    }

    /** The zone is below the mark only for the boost. */
    boolean boostDecided() {
        long boost = margin == null ? 0 : Boost.kb(attempt, zone);
        if (boost <= 0) {
            return false;
        }
        long mark = (attempt.markKb(zone) - boost) / attempt.pageKb();
        long unboosted = attempt.lastLook() ? mark : rule.mark(mark, attempt.flags(), attempt.version());
        return margin.usableLow() > unboosted + (margin.reserve() == null ? 0 : margin.reserve());
    }

    private String borderline() {
        return margin.borderline()
                ? " (borderline: printed after the attempt, before it may have been the other way round)"
                : "";
    }

    /** {@code 7 free blocks of 128 KiB}, {@code 88 free blocks of 4 MiB and smaller ones}. */
    private String blocksThere() {
        int largest = Math.max(Blocks.largestOrder(zone.buddy()), attempt.order());
        long count = Blocks.count(zone.buddy(), largest);
        boolean more = Blocks.pagesFrom(zone.buddy(), attempt.order()) > count << largest;
        return count
                + (count == 1 ? " free block of " : " free blocks of ")
                + block(largest)
                + (more ? " and smaller ones" : "");
    }

    private String block(int order) {
        return Sizes.block(order, attempt.pageKb());
    }

    private long kb(long pages) {
        return pages * attempt.pageKb();
    }
}
