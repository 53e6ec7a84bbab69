// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.gfp.GfpFlag;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.zone.HiddenMemory;
import io.github.buddyscope.diagnosis.zone.MainZones;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the cause from the judged zones. A zone that could have served settles nothing: the report was printed after the
 * attempt. Otherwise the main zone that came closest stands for the failure: the one with most memory above its mark,
 * and only if all are below theirs it's a shortage.
 */
final class CauseFinder {
    private final Attempt attempt;
    private final List<ZoneVerdict> verdicts;
    private final MainZones zones;
    private final Restriction restriction;

    CauseFinder(Attempt attempt, List<ZoneVerdict> verdicts) {
        this.attempt = attempt;
        this.verdicts = verdicts;
        zones = new MainZones(attempt, verdicts);
        restriction = new Restriction(attempt, verdicts);
    }

    Finding find() {
        if (!attempt.orderPlausible()) {
            return Finding.unknown(
                    attempt.request().order() == null
                            ? "the report doesn't tell how much was asked for"
                            : "order " + attempt.order() + " is not a size that the page allocator knows",
                    attempt.request().order() == null ? new String[] {"order"} : new String[0]);
        }
        if (verdicts.isEmpty()) {
            return Finding.unknown("the report has no zone lines", "zone lines", "buddy lists");
        }
        ZoneVerdict able = able();
        if (able != null) {
            return couldHaveServed(able);
        }
        if (zones.main().isEmpty()) {
            return Finding.unknown(
                    "the report lacks the zone that the request would have been served from", "zone lines");
        }
        Finding own = ownCause();
        Finding constrained = restriction.find(own);
        if (constrained != null) {
            return constrained;
        }
        return own.confidence() == Confidence.HIGH && muchIsMissing() ? own.with(Confidence.MEDIUM) : own;
    }

    /** More was free in zones that aren't printed than in all that are, though the request could have used any zone. */
    private boolean muchIsMissing() {
        Long hidden = HiddenMemory.freeKb(attempt);
        long printed = 0;
        for (ZoneVerdict verdict : verdicts) {
            printed += verdict.zone().freeKb() == null ? 0 : verdict.zone().freeKb();
        }
        return attempt.classZone() == ClassZone.MOVABLE && hidden != null && hidden > printed;
    }

    /** A zone that could have served by more than the error of the report, a fallback as well as a main one. */
    private ZoneVerdict able() {
        for (ZoneVerdict verdict : verdicts) {
            if (verdict.is(Rejection.NONE)
                    && (!verdict.borderline() || zones.main().contains(verdict))) {
                return verdict;
            }
        }
        return null;
    }

    private Finding couldHaveServed(ZoneVerdict able) {
        String where = able.zone().id().toString();
        if (attempt.flags().has(GfpFlag.THISNODE) && aNodeCouldNot()) {
            return new Finding(
                    Cause.CONSTRAINED,
                    Confidence.MEDIUM,
                    able,
                    "__GFP_THISNODE bound it to one node, and the report doesn't say which; " + where
                            + ", which could have served it, is then of another node",
                    List.of("node of the request"));
        }
        if (able.borderline() && attempt.order() == 0) {
            return new Finding(
                    Cause.SHORTAGE,
                    Confidence.LOW,
                    able,
                    where + " is above its mark by less than the error of a report that was printed after the attempt",
                    List.of());
        }
        String reason = "on the printed numbers " + where
                + " could have served it. They were printed after the attempt, so"
                + " memory was freed in between, or it was refused for another reason than its zones ("
                + OtherReasons.of(attempt, able)
                + ")";
        return Finding.unknown(reason);
    }

    /** Of the nodes of the report at least one had no zone that could have served: it may be the one that was asked. */
    private boolean aNodeCouldNot() {
        List<Integer> could = new ArrayList<>();
        for (ZoneVerdict verdict : verdicts) {
            if (verdict.is(Rejection.NONE)) {
                could.add(verdict.zone().id().node());
            }
        }
        for (ZoneVerdict verdict : zones.main()) {
            if (!could.contains(verdict.zone().id().node())) {
                return true;
            }
        }
        return false;
    }

    private Finding ownCause() {
        ZoneVerdict closest = null;
        for (ZoneVerdict verdict : zones.main()) {
            if (aboveMark(verdict) && (closest == null || room(verdict) > room(closest))) {
                closest = verdict;
            }
        }
        if (closest != null) {
            Cause cause = closest.is(Rejection.UNUSABLE_TYPE) ? Cause.RESERVED : Cause.FRAGMENTATION;
            return Finding.of(cause, confidence(closest), plainest(closest));
        }
        ZoneVerdict least = null;
        for (ZoneVerdict verdict : zones.main()) {
            if (verdict.is(Rejection.UNKNOWN)) {
                return Finding.unknown(
                        verdict.zone().id() + ": " + verdict.finding().because());
            }
            if (least == null || room(verdict) > room(least)) {
                least = verdict;
            }
        }
        ZoneVerdict closed = closedWithRoom();
        return closed == null
                ? Finding.of(Cause.SHORTAGE, confidence(least), least)
                : Finding.of(Cause.LOWMEM_PROTECTED, confidence(closed), closed);
    }

    /** Of zones that failed alike, the first without any block shows it best. */
    private ZoneVerdict plainest(ZoneVerdict closest) {
        for (ZoneVerdict verdict : zones.main()) {
            if (verdict.is(Rejection.NO_BLOCK) && closest.is(Rejection.BELOW_ORDER_WATERMARK)) {
                return verdict;
            }
        }
        return closest;
    }

    /** What it lacked was a block, not memory. */
    private static boolean aboveMark(ZoneVerdict verdict) {
        Rejection why = verdict.rejected();
        return why == Rejection.NO_BLOCK || why == Rejection.UNUSABLE_TYPE || why == Rejection.BELOW_ORDER_WATERMARK;
    }

    private static long room(ZoneVerdict verdict) {
        return verdict.headroom() == null ? Long.MIN_VALUE : verdict.headroom();
    }

    /**
     * The fallback that only lowmem_reserve closed, where it matters: more was free there beyond its own mark than the
     * main zones need to be above their high marks. A reserve of the usual size, which the fallbacks keep in every
     * shortage, is not the cause.
     */
    private ZoneVerdict closedWithRoom() {
        long needed = 0;
        for (ZoneVerdict verdict : zones.main()) {
            if (verdict.zone().highKb() == null) {
                return null;
            }
            long boost = verdict.zone().boostKb() == null ? 0 : verdict.zone().boostKb();
            needed += verdict.zone().highKb() - boost;
        }
        for (ZoneVerdict verdict : zones.fallback()) {
            if (!verdict.is(Rejection.LOWMEM_RESERVE) || verdict.zone().minKb() == null) {
                continue;
            }
            boolean block = attempt.order() == 0
                    || verdict.finding().suitableBlocks() != null
                            && verdict.finding().suitableBlocks() > 0;
            if (block && verdict.zone().freeKb() - verdict.zone().minKb() > needed) {
                return verdict;
            }
        }
        return null;
    }

    private Confidence confidence(ZoneVerdict stands) {
        if (stands.borderline()) {
            return Confidence.LOW;
        }
        boolean open = !stands.firm()
                || !attempt.flags().decoded()
                || attempt.flags().has(GfpFlag.THISNODE) && nodes() > 1 && !mainAgree(stands);
        for (ZoneVerdict verdict : zones.main()) {
            open |= verdict.is(Rejection.UNKNOWN);
        }
        for (ZoneVerdict verdict : zones.fallback()) {
            // in a shortage, a fallback with room would have made it LOWMEM_PROTECTED
            open |= verdict.is(Rejection.UNKNOWN) && !aboveMark(stands);
        }
        return open ? Confidence.MEDIUM : Confidence.HIGH;
    }

    private boolean mainAgree(ZoneVerdict stands) {
        for (ZoneVerdict verdict : zones.main()) {
            if (verdict.rejected() != stands.rejected()) {
                return false;
            }
        }
        return true;
    }

    private long nodes() {
        List<Integer> nodes = new ArrayList<>();
        for (ZoneVerdict verdict : verdicts) {
            if (!nodes.contains(verdict.zone().id().node())) {
                nodes.add(verdict.zone().id().node());
            }
        }
        return nodes.size();
    }
}
