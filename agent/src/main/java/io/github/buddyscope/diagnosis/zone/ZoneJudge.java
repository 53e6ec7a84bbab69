// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says of one zone why it could not serve a request, by the rule of the kernel that wrote the report. The checks come in
 * the kernel's order: the watermark, the reserve for lower zones, a block.
 */
public final class ZoneJudge {
    private final Attempt attempt;

    /** Judges zones by this request. */
    public ZoneJudge(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Why this zone could not serve the request, or that it could have. */
    public ZoneVerdict judge(ReportZone zone) {
        if (!attempt.allows(zone)) {
            Rejection no = Rejection.NOT_ALLOWED;
            ZoneFinding finding = new ZoneFinding(zone, no, null, suitable(zone), Because.notAllowed(attempt, zone));
            return new ZoneVerdict(finding, null, true, false, false, Set.of());
        }
        return judge(zone, attempt.classZone());
    }

    /** Judges the zone as if the request could use all zones up to {@code forZone}. */
    public ZoneVerdict judge(ReportZone zone, ClassZone forZone) {
        ZoneVerdict verdict = null;
        for (WatermarkRule rule : attempt.rules()) {
            ZoneVerdict one = judge(zone, forZone, rule);
            if (verdict != null && verdict.rejected() != one.rejected()) {
                return undecided(zone, verdict, "kernel version");
            }
            verdict = one;
        }
        return verdict;
    }

    private ZoneVerdict judge(ReportZone zone, ClassZone forZone, WatermarkRule rule) {
        Set<String> lacks = new TreeSet<>();
        Margin margin = Margin.of(attempt, zone, rule, forZone, lacks);
        BuddyList buddy = zone.buddy();
        boolean unusable = buddy != null && !MigrateTypes.usable(buddy, attempt.order(), attempt.flags(), rule);
        boolean noBlock = buddy != null && Blocks.pagesFrom(buddy, attempt.order()) == 0;
        if (buddy == null && attempt.order() > 0) {
            lacks.add("buddy list");
        }
        OrderMark tooFew = margin != null && buddy != null && rule == WatermarkRule.HALVED_BY_ORDER
                ? OrderMark.shortOf(buddy, attempt.order(), margin.markHigh())
                : null;
        Rejection rejected = reject(margin, buddy, noBlock, unusable, tooFew);
        boolean decided = margin != null && (margin.surelyAbove() || margin.surelyBelow() || margin.surelyReserved());
        boolean firm = rejected != Rejection.UNKNOWN && decided;
        if (rejected != Rejection.UNKNOWN && rejected != Rejection.NONE && (decided || noBlock || unusable)) {
            // what is missing could not have changed this zone's rejection
            lacks.remove("lowmem_reserve");
            lacks.remove("buddy list");
            if (decided) {
                lacks.clear();
            }
        }
        Because because = new Because(attempt, zone, rule, margin, forZone);
        ZoneFinding finding = new ZoneFinding(
                zone, rejected, requiredKb(margin), suitable(zone), because.sentence(rejected, tooFew, lacks));
        return new ZoneVerdict(
                finding,
                margin == null ? null : Long.valueOf(margin.headroom()),
                firm,
                margin != null && margin.borderline(),
                rejected == Rejection.BELOW_WATERMARK && because.boostDecided(),
                lacks);
    }

    private Rejection reject(Margin margin, BuddyList buddy, boolean noBlock, boolean unusable, OrderMark tooFew) {
        if (margin != null && margin.surelyBelow()) {
            return Rejection.BELOW_WATERMARK;
        }
        if (margin != null && margin.surelyReserved()) {
            // mark and reserve are one comparison to the kernel; which of them it missed may be open
            return Rejection.LOWMEM_RESERVE;
        }
        if (noBlock && attempt.order() > 0) {
            return Rejection.NO_BLOCK;
        }
        if (unusable && !noBlock) {
            return Rejection.UNUSABLE_TYPE;
        }
        if (margin != null && tooFew != null && margin.surelyAbove()) {
            return Rejection.BELOW_ORDER_WATERMARK;
        }
        boolean blockThere = attempt.order() == 0 || buddy != null;
        return margin != null && margin.surelyPasses() && blockThere ? Rejection.NONE : Rejection.UNKNOWN;
    }

    private ZoneVerdict undecided(ReportZone zone, ZoneVerdict other, String lacking) {
        Set<String> lacks = new TreeSet<>(other.lacks());
        lacks.add(lacking);
        String because =
                "the report doesn't tell the kernel's version, and before and since 4.4 the rule for this differs";
        return new ZoneVerdict(
                new ZoneFinding(zone, Rejection.UNKNOWN, other.finding().requiredKb(), suitable(zone), because),
                other.headroom(),
                false,
                other.borderline(),
                false,
                lacks);
    }

    private Long requiredKb(Margin margin) {
        return margin == null
                ? null
                : (margin.markHigh() + (margin.reserve() == null ? 0 : margin.reserve())) * attempt.pageKb();
    }

    private Long suitable(ReportZone zone) {
        return zone.buddy() == null ? null : Long.valueOf(Blocks.suitable(zone.buddy(), attempt.order()));
    }
}
