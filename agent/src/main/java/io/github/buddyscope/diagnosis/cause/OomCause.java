// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.NodeList;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.text.Sizes;
import java.util.List;

/**
 * Why the OOM killer was called (mm/oom_kill.c, {@code out_of_memory} and {@code constrained_alloc}): by hand, for a
 * control group, for a task that may use some nodes only, or because the host's memory was short. Before it kills, the
 * allocator looks once more, at the high mark and without the request's own rights ({@code __alloc_pages_may_oom},
 * mm/page_alloc.c); that look is replayed.
 */
final class OomCause {
    private static final OomKill NOTHING =
            new OomKill(null, null, null, null, null, null, null, null, null, false, false, 0);

    private final Attempt attempt;
    private final List<ZoneVerdict> verdicts;
    private final OomKill detail;

    OomCause(Attempt attempt, List<ZoneVerdict> verdicts) {
        this.attempt = attempt;
        this.verdicts = verdicts;
        detail = attempt.report().detail() instanceof OomKill oom ? oom : NOTHING;
    }

    Finding find() {
        Integer order = attempt.request().order();
        if (order != null && order == -1) {
            return Finding.outside(
                    "somebody called the OOM killer by hand (sysrq-f), which prints order -1: no request had"
                            + " failed");
        }
        if (memcg()) {
            return new Finding(Cause.CGROUP_LIMIT, Confidence.HIGH, null, limit(), List.of());
        }
        String constraint = detail.constraint() == null ? "" : detail.constraint();
        return switch (constraint) {
            case "CONSTRAINT_CPUSET" ->
                constrained("a cpuset", attempt.request().memsAllowed());
            case "CONSTRAINT_MEMORY_POLICY" ->
                constrained("a memory policy", attempt.request().nodemask());
            default ->
                global(constraint.equals("CONSTRAINT_NONE")
                        || calledByAllocator()
                        || detail.notForCgroup() && attempt.request().nodemask() == null);
        };
    }

    /** The words say so, or the stack: {@code mem_cgroup_out_of_memory}, before 3.4 {@code mem_cgroup_handle_oom}. */
    private boolean memcg() {
        return "CONSTRAINT_MEMCG".equals(detail.constraint())
                || detail.memcg() != null
                || detail.limitKb() != null
                || calls("mem_cgroup_out_of_memory")
                || calls("mem_cgroup_handle_oom");
    }

    private String limit() {
        StringBuilder text = new StringBuilder(
                detail.memcg() == null ? "the task's control group" : "control group " + detail.memcg());
        if (detail.limitKb() == null) {
            return text.append(" was at its limit").toString();
        }
        String limit = Sizes.free(detail.limitKb());
        if (detail.usageKb() == null) {
            return text.append(" was at its limit of ").append(limit).toString();
        }
        return (detail.usageKb() >= detail.limitKb()
                        ? text.append(" used all of its limit of ")
                        : text.append(" used ")
                                .append(Sizes.free(detail.usageKb()))
                                .append(" of its limit of "))
                .append(limit)
                .toString();
    }

    private static String nodesWords(String nodes) {
        return nodes == null ? "" : " to " + NodeList.named(nodes);
    }

    /** A zone with room on a node that it may use, but above the request's own: Movable for kernel memory. */
    private String notForIt() {
        for (ZoneVerdict verdict : verdicts) {
            ReportZone zone = verdict.zone();
            boolean room = zone.freeKb() != null && zone.highKb() != null && zone.freeKb() > zone.highKb();
            if (room && attempt.allowsNode(zone.id().node()) && !attempt.allowsZone(zone)) {
                return " (" + zone.id() + " had " + Sizes.free(zone.freeKb())
                        + " free, which aren't for such a request)";
            }
        }
        return "";
    }

    private Finding constrained(String by, String nodes) {
        String reason = by + " binds the task" + nodesWords(nodes) + ", where no memory was left that it may use"
                + notForIt() + "; what other nodes had, it could not use";
        return new Finding(Cause.CONSTRAINED, Confidence.HIGH, null, reason, List.of());
    }

    private Finding global(boolean sure) {
        if (faultOnly()) {
            return Finding.unknown(
                    "a page fault called the killer because some request within it had failed; 0x0 aren't that"
                            + " request's flags, and its size isn't known");
        }
        if (verdicts.isEmpty()) {
            return withoutZones(sure);
        }
        Finding zones = new CauseFinder(attempt, verdicts).find();
        if (zones.cause() == Cause.SHORTAGE && zones.confidence() != Confidence.LOW) {
            return zones.with(belowMin(zones.zone()) ? zones.confidence() : Confidence.MEDIUM);
        }
        return zones;
    }

    /** {@code pagefault_out_of_memory} knows neither order nor flags and prints zeros. */
    private boolean faultOnly() {
        boolean zeros = attempt.request().mode() == 0
                && attempt.request().flags().isEmpty()
                && attempt.report().request() != null;
        return zeros || calls("pagefault_out_of_memory");
    }

    private Finding withoutZones(boolean sure) {
        if (sure && attempt.order() == 0) {
            return new Finding(
                    Cause.SHORTAGE,
                    Confidence.MEDIUM,
                    null,
                    "the kernel kills for want of a single page only when reclaim finds none, but the report has no zone"
                            + " lines to show it",
                    List.of("zone lines"));
        }
        if (!sure && detail.notForCgroup()) {
            return Finding.unknown(
                    "it was for no control group's limit, as its words say, but a memory policy confined it to certain"
                            + " nodes, and whether they or the whole host ran out the report doesn't say",
                    "zone lines");
        }
        if (!sure) {
            return Finding.unknown(
                    "the lines are missing that tell whether a control group or the host was out of memory",
                    "out-of-memory line",
                    "zone lines");
        }
        return attempt.orderPlausible()
                ? Finding.unknown(
                        "for more than one page in one piece it may be the memory or its pieces, and the report has no zone"
                                + " lines",
                        "zone lines",
                        "buddy lists")
                : Finding.unknown(
                        (detail.notForCgroup() ? "it was for no control group's limit, as its words say, but " : "")
                                + "the report tells neither how much was asked for nor what the zones had",
                        "order",
                        "zone lines");
    }

    /** Below min, not just below the high mark of the last look: then it was short by any measure. */
    private boolean belowMin(ZoneVerdict zone) {
        return zone != null
                && zone.headroom() != null
                && zone.zone().minKb() != null
                && zone.zone().highKb() != null
                && zone.headroom() <= -(zone.zone().highKb() - zone.zone().minKb()) / attempt.pageKb();
    }

    private boolean calledByAllocator() {
        return calls("__alloc_pages") && calls("out_of_memory");
    }

    private boolean calls(String function) {
        for (Frame frame : attempt.report().origin().stack()) {
            if (frame.reliable() && frame.function().startsWith(function)) {
                return true;
            }
        }
        return false;
    }
}
