// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.Request;
import java.util.List;
import java.util.Set;

/**
 * What is known of the kernel that wrote a report: its release where the stack header names it, else the range of
 * versions that its own wording leaves. Distributions backport, so the bounds are as wide as any kernel that was read.
 *
 * @param exact null where the report doesn't name it
 * @param from the first version that words it so; never null
 * @param below the first that no longer does; never null
 * @param fromClue what of the wording shows {@code from}; "" where nothing does
 * @param belowClue the same for {@code below}
 */
public record KernelSpan(
        KernelVersion exact, KernelVersion from, KernelVersion below, String fromClue, String belowClue) {
    private static final KernelVersion FIRST = version(0, 0);
    private static final KernelVersion LAST = version(9999, 0);
    private static final KernelSpan UNKNOWN = new KernelSpan(null, FIRST, LAST, "", "");

    /** The kernel that wrote this report. */
    public static KernelSpan of(FailureReport report) {
        KernelVersion exact = KernelVersion.parse(report.origin().kernel());
        if (exact != null) {
            return of(exact);
        }
        KernelSpan span = UNKNOWN.wording(report).request(report);
        for (ReportZone zone : report.memory().zones()) {
            span = report.memory().cut() ? span.zone(zone) : span.zone(zone).wholeZone(zone);
        }
        // a log may hold anything: clues that contradict each other are none
        return span.below.atLeast(span.from.major(), span.from.minor()) && !span.below.equals(span.from)
                ? span
                : UNKNOWN;
    }

    /** One release; any where it is null. */
    public static KernelSpan of(KernelVersion exact) {
        return exact == null ? UNKNOWN : new KernelSpan(exact, exact, exact, "", "");
    }

    private KernelSpan wording(FailureReport report) {
        String header = report.header().text();
        KernelSpan span = this;
        if (header.contains("page allocation failure. order")) {
            span = span.below(3, 0, "the full stop in \"failure. order\"");
        }
        if (header.contains("vmalloc error: size")) {
            span = span.from(5, 14, "the wording \"vmalloc error\"");
        }
        return report.kind() == FailureKind.PAGE_ALLOC_STALL
                ? span.from(4, 9, "reports of stalls").below(4, 15, "reports of stalls")
                : span;
    }

    private KernelSpan request(FailureReport report) {
        Request request = report.request();
        if (request == null) {
            return this;
        }
        KernelSpan span = this;
        if (request.nodemask() != null) {
            span = span.from(4, 9, "the nodemask");
        }
        if (request.flags().isEmpty()) {
            String header = report.header().text();
            if (header.contains("0x0()")) {
                return span.from(4, 6, "the brackets for the flags' names");
            }
            span = header.indexOf('(') < 0 || header.contains("(gfp=0x")
                    ? span.below(4, 6, "flags without their names")
                    : span;
            return request.mode() >= 0x2000000 ? span.from(4, 4, "bit 0x2000000 of the mode") : span;
        }
        span = span.from(4, 6, "the flags' names");
        Set<GfpFlag> named = GfpFlags.fromNames(request.flags()).all();
        if (named.isEmpty()) {
            return span;
        }
        for (GfpEpoch epoch : List.of(GfpEpoch.F, GfpEpoch.E, GfpEpoch.D, GfpEpoch.C, GfpEpoch.B)) {
            if (epoch.agrees(request.mode(), named)) {
                return span.epochs(request.mode(), named);
            }
        }
        return span;
    }

    /** Names and bits are both there: only kernels that gave these names these bits can have written the line. */
    private KernelSpan epochs(long mode, Set<GfpFlag> named) {
        String clue = "the mode's bits beside their names";
        KernelSpan span = this;
        for (GfpEpoch epoch : GfpEpoch.values()) {
            if (epoch != GfpEpoch.A && epoch.agrees(mode, named)) {
                span = span.from(epoch.first().major(), epoch.first().minor(), clue);
                break;
            }
        }
        GfpEpoch last = null;
        for (GfpEpoch epoch : GfpEpoch.values()) {
            last = epoch.agrees(mode, named) ? epoch : last;
        }
        KernelVersion end = last == null || last == GfpEpoch.F ? null : GfpEpoch.values()[last.ordinal() + 1].first();
        return end == null ? span : span.below(end.major(), end.minor(), clue);
    }

    private KernelSpan zone(ReportZone zone) {
        KernelSpan span = this;
        if (zone.managedKb() != null) {
            span = span.from(3, 10, "managed: in a zone line");
        }
        if (zone.reservedHighatomicKb() != null) {
            span = span.from(4, 4, "reserved_highatomic: in a zone line");
            span = zone.freeHighatomicKb() == null ? span.below(6, 13, "zone lines without free_highatomic:") : span;
        }
        if (zone.freeHighatomicKb() != null) {
            span = span.from(6, 12, "free_highatomic: in a zone line");
        }
        if (zone.buddy() == null) {
            return span;
        }
        for (String letters : zone.buddy().types()) {
            if (letters.contains("EM") || letters.contains("R")) {
                span = span.below(4, 4, "the letters " + letters + " of a buddy list");
            } else if (letters.contains("ME") || letters.contains("H")) {
                span = span.from(4, 4, "the letters " + letters + " of a buddy list");
            }
        }
        return span;
    }

    /** What a line hasn't tells something only where none of it was cut off. */
    private KernelSpan wholeZone(ReportZone zone) {
        if (zone.presentKb() == null) {
            return this;
        }
        if (zone.managedKb() == null) {
            return below(3, 10, "a zone line without managed:");
        }
        return zone.freePcpKb() == null ? below(4, 2, "a zone line without free_pcp:") : this;
    }

    private KernelSpan from(int major, int minor, String clue) {
        return from.atLeast(major, minor) ? this : new KernelSpan(exact, version(major, minor), below, clue, belowClue);
    }

    private KernelSpan below(int major, int minor, String clue) {
        KernelVersion end = version(major, minor);
        return below.atLeast(major, minor) && !below.equals(end)
                ? new KernelSpan(exact, from, end, fromClue, clue)
                : this;
    }

    private static KernelVersion version(int major, int minor) {
        return new KernelVersion(major, minor, 0, 0);
    }

    /** It is that version or a later one, for sure. */
    public boolean surelyAtLeast(int major, int minor) {
        return from.atLeast(major, minor);
    }

    /** It may be that version or a later one. */
    public boolean maybeAtLeast(int major, int minor) {
        return exact != null
                ? exact.atLeast(major, minor)
                : !version(major, minor).atLeast(below.major(), below.minor());
    }

    /** Whether the report names the kernel. */
    public boolean known() {
        return exact != null;
    }

    /** Nothing tells. */
    public boolean open() {
        return exact == null && fromClue.isEmpty() && belowClue.isEmpty();
    }

    /** {@code 3.10.0.el7}, {@code 4.6 or later (the flags' names)}, {@code before 4.4 (…)}, {@code unknown}. */
    public String words() {
        if (exact != null) {
            return exact.toString();
        }
        if (open()) {
            return "unknown";
        }
        String since = fromClue.isEmpty() ? "" : from.major() + "." + from.minor() + " or later (" + fromClue + ")";
        String before =
                belowClue.isEmpty() ? "" : "before " + below.major() + "." + below.minor() + " (" + belowClue + ")";
        return since + (since.isEmpty() || before.isEmpty() ? "" : " and ") + before;
    }
}
