// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.request.NodeList;
import io.github.buddyscope.diagnosis.zone.HiddenMemory;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneJudge;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.text.Sizes;
import java.util.List;

/**
 * Whether a limit of the request's own kept it from memory that was there: a zone asked for by {@code GFP_DMA} or
 * {@code GFP_DMA32}, a memory policy or a cpuset. That kernel memory never comes from HighMem or Movable is no such limit.
 */
final class Restriction {
    private final Attempt attempt;
    private final List<ZoneVerdict> verdicts;

    Restriction(Attempt attempt, List<ZoneVerdict> verdicts) {
        this.attempt = attempt;
        this.verdicts = verdicts;
    }

    /** CONSTRAINED where the excluded memory could have served, null otherwise. */
    Finding find(Finding own) {
        if (own.cause() == Cause.UNKNOWN || own.cause() == Cause.CONSTRAINED) {
            return null;
        }
        String limit = limit();
        if (limit.isEmpty()) {
            return null;
        }
        ZoneVerdict excluded = excludedWithRoom();
        if (excluded != null) {
            String reason = limit + ", and " + excluded.zone().id() + ", which it excludes, had "
                    + Sizes.free(excluded.zone().freeKb()) + " free"
                    + (attempt.order() == 0 ? "" : " with blocks of " + attempt.size() + " or larger");
            return new Finding(Cause.CONSTRAINED, own.confidence(), own.zone(), reason, List.of());
        }
        Long hidden = HiddenMemory.freeKb(attempt);
        if (hidden != null && hidden > allowedFreeKb()) {
            String reason =
                    limit + "; " + Sizes.free(hidden) + " were free in zones or nodes that the report leaves out"
                            + " because the request could not use them";
            return new Finding(Cause.CONSTRAINED, Confidence.MEDIUM, own.zone(), reason, List.of("excluded zones"));
        }
        return null;
    }

    private String limit() {
        String nodemask = attempt.request().nodemask();
        if (NodeList.restricts(nodemask)) {
            return "a memory policy binds the request to " + NodeList.named(nodemask);
        }
        if (attempt.classZone() == ClassZone.DMA || attempt.classZone() == ClassZone.DMA32) {
            return "the request asked for memory of zone " + attempt.classZone().printed() + " or below";
        }
        boolean excludesPrinted = false;
        for (ZoneVerdict verdict : verdicts) {
            excludesPrinted |= !attempt.allowsNode(verdict.zone().id().node());
        }
        String cpuset = attempt.request().cpuset();
        boolean own = cpuset != null && !cpuset.equals("/");
        return attempt.boundToCpuset() && (excludesPrinted || own)
                ? "the task's cpuset" + (own ? " " + cpuset : "") + " allows "
                        + NodeList.named(attempt.request().memsAllowed()) + " only"
                : "";
    }

    /** A printed zone that the limit excludes and that could have served a request of this size without it. */
    private ZoneVerdict excludedWithRoom() {
        ZoneJudge judge = new ZoneJudge(attempt);
        for (ZoneVerdict verdict : verdicts) {
            ClassZone zone = ClassZone.named(verdict.zone().id().zone());
            if (!verdict.is(Rejection.NOT_ALLOWED) || zone == null || zone.compareTo(ClassZone.NORMAL) > 0) {
                continue;
            }
            ClassZone unlimited = attempt.allowsZone(verdict.zone()) ? attempt.classZone() : ClassZone.NORMAL;
            ZoneVerdict free = judge.judge(verdict.zone(), unlimited);
            if (free.is(Rejection.NONE) && !free.borderline()) {
                return free;
            }
        }
        return null;
    }

    private long allowedFreeKb() {
        long free = 0;
        for (ZoneVerdict verdict : verdicts) {
            if (!verdict.is(Rejection.NOT_ALLOWED) && verdict.zone().freeKb() != null) {
                free += verdict.zone().freeKb();
            }
        }
        return free;
    }
}
