// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.gfp.KernelSpan;
import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.text.Sizes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A failed request with all that must be known to judge a zone by it.
 *
 * @param request one that tells nothing where the report has none
 * @param order the order that some zone had to have; -1 where the report doesn't tell
 * @param rules one, or those that come into question where the version isn't known
 * @param classZone the highest zone that the request could use
 * @param printedZones zone names that the report prints
 * @param pageKb page size in kB
 * @param pageSizeKnown false where 4 kB had to be assumed, for want of a buddy list
 */
public record Attempt(
        FailureReport report,
        Request request,
        int order,
        KernelSpan kernel,
        GfpFlags flags,
        List<WatermarkRule> rules,
        ClassZone classZone,
        Set<ClassZone> printedZones,
        long pageKb,
        boolean pageSizeKnown) {
    private static final long LARGEST_PAGE_KB = 1024;
    private static final int LARGEST_ORDER = 20;
    private static final Request NO_REQUEST = new Request(null, 0, List.of(), null, null, null);

    /** What the report tells of its request. */
    public static Attempt of(FailureReport report) {
        KernelSpan kernel = KernelSpan.of(report);
        Request request = report.request() == null ? NO_REQUEST : report.request();
        // a page fault that calls the OOM killer knows no flags and prints zeros
        boolean zeros = report.kind() == FailureKind.OOM_KILL
                && request.mode() == 0
                && request.flags().isEmpty();
        GfpFlags printed = request == NO_REQUEST || zeros ? GfpFlags.NOT_PRINTED : GfpFlags.of(request, kernel);
        GfpFlags flags = Reclaimer.asked(report.origin()) ? printed.ofReclaimer() : printed;
        flags = RealTime.asked(report.origin()) ? flags.ofRealTime() : flags;
        Set<ClassZone> printedZones = EnumSet.noneOf(ClassZone.class);
        for (ReportZone zone : report.memory().zones()) {
            ClassZone named = ClassZone.named(zone.id().zone());
            if (named != null) {
                printedZones.add(named);
            }
        }
        Long pageSize = report.memory().pageSize();
        long pageKb = pageSize == null ? 0 : pageSize / 1024;
        boolean known = pageKb > 0 && pageKb <= LARGEST_PAGE_KB;
        return new Attempt(
                report,
                request,
                AskedOrder.of(report),
                kernel,
                flags,
                WatermarkRule.of(kernel, flags),
                ClassZone.of(flags),
                printedZones,
                known ? pageKb : 4,
                known);
    }

    /** Null where the report doesn't tell. */
    public KernelVersion version() {
        return kernel.exact();
    }

    /** The order is one that a kernel may have: -1 stands in OOM reports, and a cut line may hold anything. */
    public boolean orderPlausible() {
        return order() >= 0 && order() <= LARGEST_ORDER;
    }

    /** What was asked for; 0 where the report doesn't tell. */
    public long bytes() {
        if (report.detail() instanceof FailureDetail.Vmalloc vmalloc && vmalloc.bytes() != null) {
            return Math.max(0, vmalloc.bytes());
        }
        if (report.detail() instanceof FailureDetail.Swiotlb swiotlb && swiotlb.bytes() != null) {
            return Math.max(0, swiotlb.bytes());
        }
        return orderPlausible() ? pageKb * 1024 << order() : 0;
    }

    /**
     * The mark that the last look before the failure asks for, in kB, before the request's own rights: min, but before a
     * task is killed high ({@code __alloc_pages_may_oom}, mm/page_alloc.c: "keep very high watermark here").
     */
    public Long markKb(ReportZone zone) {
        return lastLook() ? zone.highKb() : zone.minKb();
    }

    /** The OOM killer was called: the last look was one without the request's rights. */
    public boolean lastLook() {
        return report.kind() == FailureKind.OOM_KILL;
    }

    /** The size asked for, e.g. {@code 128 KiB}. */
    public String size() {
        return Sizes.block(order(), pageKb);
    }

    /** The request is bound to the cpuset of its task: those that can't sleep aren't. */
    public boolean boundToCpuset() {
        return flags.mayWait() && !report.origin().interruptContext();
    }

    /** The nodes of the memory policy and the cpuset, as far as they bind the request, include {@code node}. */
    public boolean allowsNode(int node) {
        return NodeList.allows(request.nodemask(), node)
                && (!boundToCpuset() || NodeList.allows(request.memsAllowed(), node));
    }

    /** The request's own zone, or what this kernel has in its place, is {@code zone} or above. */
    public boolean allowsZone(ReportZone zone) {
        ClassZone named = ClassZone.named(zone.id().zone());
        return named != null && named.compareTo(classZone) <= 0;
    }

    /** Whether the request could be served from this zone. */
    public boolean allows(ReportZone zone) {
        return allowsZone(zone) && allowsNode(zone.id().node());
    }

    /** Pages that lowmem_reserve keeps from this request in {@code zone}; null where that can't be told. */
    public Long reserve(ReportZone zone, ClassZone forZone) {
        if (zone.lowmemReserve() != null && !zone.lowmemReserve().isEmpty()) {
            return forZone.reserveFor(zone.lowmemReserve(), printedZones);
        }
        return ClassZone.named(zone.id().zone()) == forZone ? Long.valueOf(0) : null;
    }
}
