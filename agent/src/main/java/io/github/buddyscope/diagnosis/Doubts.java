// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.gfp.KernelSpan;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.request.NodeList;
import io.github.buddyscope.diagnosis.request.WatermarkRule;
import io.github.buddyscope.diagnosis.zone.HiddenMemory;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.text.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What may be otherwise than the verdict says, and why: each a sentence. */
final class Doubts {
    private static final int LARGEST_PER_CPU_ORDER = 3;

    private final Attempt attempt;
    private final List<ZoneVerdict> verdicts;
    private final Finding finding;
    private final List<String> doubts = new ArrayList<>();

    private Doubts(Attempt attempt, List<ZoneVerdict> verdicts, Finding finding) {
        this.attempt = attempt;
        this.verdicts = verdicts;
        this.finding = finding;
    }

    static List<String> of(Attempt attempt, List<ZoneVerdict> verdicts, Finding finding) {
        if (finding.isOutside() || finding.cause() == Cause.CGROUP_LIMIT) {
            return List.of();
        }
        Doubts doubts = new Doubts(attempt, verdicts, finding);
        if (!verdicts.isEmpty()) {
            doubts.kernel();
            doubts.race();
            doubts.perCpu();
            doubts.nodes();
            doubts.pageSize();
        }
        doubts.cut();
        return doubts.doubts;
    }

    private void kernel() {
        KernelSpan kernel = attempt.kernel();
        if (kernel.known()) {
            return;
        }
        StringBuilder text = new StringBuilder("The report doesn't name its kernel");
        text.append(kernel.open() ? "; " : "; from its wording it is " + kernel.words() + ", ");
        WatermarkRule first = attempt.rules().get(0);
        WatermarkRule last = attempt.rules().get(attempt.rules().size() - 1);
        text.append(
                first == last
                        ? "judged by the rule of kernels " + first.versions() + "."
                        : "judged by each rule in question, from kernels " + first.versions() + " to those of "
                                + last.versions() + ".");
        doubts.add(text.toString());
    }

    /** The report was printed after the attempt: what was freed or taken meanwhile shows in it. */
    private void race() {
        ZoneVerdict zone = finding.zone();
        if (zone == null) {
            return;
        }
        if (zone.borderline()) {
            doubts.add(
                    zone.zone().id() + " lies so close to its mark that what was freed or taken between the attempt and"
                            + " this report may have decided.");
        }
        Long total = zone.zone().buddy() == null ? null : zone.zone().buddy().totalKb();
        Long free = zone.zone().freeKb();
        if (total != null && free != null && Math.abs(total - free) > free / 100 && Math.abs(total - free) < free) {
            doubts.add("While the report was printed, " + zone.zone().id() + " changed by "
                    + Sizes.free(Math.abs(total - free)) + ": its line and its list of blocks disagree.");
        }
    }

    /** {@code pcp_allowed_order}, mm/page_alloc.c: since 5.14 lists per CPU hold blocks up to order 3 and huge pages too. */
    private void perCpu() {
        ZoneVerdict zone = finding.zone();
        boolean kept = attempt.order() > 0
                && attempt.order() <= LARGEST_PER_CPU_ORDER
                && attempt.kernel().maybeAtLeast(5, 14);
        if (zone == null
                || !kept
                || !zone.is(Rejection.NO_BLOCK)
                || attempt.flags().mayWait()) {
            return;
        }
        Long pcp = zone.zone().freePcpKb();
        if (pcp != null && pcp >= attempt.pageKb() << attempt.order()) {
            doubts.add("Lists of single CPUs held another " + Sizes.free(pcp)
                    + ", which may include such blocks: the lists"
                    + " of blocks don't count them, and a request that can't wait doesn't get those of other CPUs.");
        }
    }

    /** All nodes that a task may use should be in its report: those of its memory policy and cpuset. */
    private void nodes() {
        String allowed = attempt.request().memsAllowed();
        if (!NodeList.restricts(allowed)
                || NodeList.restricts(attempt.request().nodemask())
                || attempt.classZone().compareTo(ClassZone.NORMAL) < 0) {
            return;
        }
        Set<Integer> printed = new TreeSet<>();
        for (ZoneVerdict verdict : verdicts) {
            printed.add(verdict.zone().id().node());
        }
        int missing = NodeList.firstMissing(allowed, printed);
        if (missing >= 0) {
            doubts.add("The task was allowed nodes " + allowed + ", but the report shows none of node " + missing
                    + "'s zones.");
        }
    }

    private void pageSize() {
        if (!attempt.pageSizeKnown()) {
            doubts.add("No buddy list shows the page size, 4 KiB is assumed.");
        }
    }

    private void cut() {
        if (attempt.report().memory().cut()) {
            doubts.add("Lines of the report's memory dump are cut or unreadable.");
        }
        if (attempt.report().droppedLines() > 0) {
            doubts.add(
                    "The report was so long that " + attempt.report().droppedLines() + " lines of it were left out.");
        }
        boolean zonesMatter = attempt.report().kind() == FailureKind.PAGE_ALLOC_FAILURE;
        Long hidden = HiddenMemory.freeKb(attempt);
        if (zonesMatter && hidden != null && hidden > 0 && finding.cause() != Cause.CONSTRAINED && !mayHide()) {
            doubts.add("The report leaves out zones with " + Sizes.free(hidden) + " free that it should have shown.");
        }
    }

    /** Zones above the request's since 6.1, nodes outside its limits for one that sleeps. */
    private boolean mayHide() {
        for (ReportZone zone : attempt.report().memory().zones()) {
            ClassZone named = ClassZone.named(zone.id().zone());
            if (named == attempt.classZone() || named == ClassZone.NORMAL) {
                return true;
            }
        }
        return attempt.kernel().maybeAtLeast(6, 1) && attempt.classZone().compareTo(ClassZone.NORMAL) < 0;
    }
}
