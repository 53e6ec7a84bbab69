// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.text.Sizes;

/** The first sentence of a summary: what has failed, in the words of its kind. */
final class Opening {
    private final Attempt attempt;
    private final FailureReport report;
    private final String origin;

    Opening(Attempt attempt, String origin) {
        this.attempt = attempt;
        this.report = attempt.report();
        this.origin = origin;
    }

    String sentence() {
        FailureDetail detail = report.detail();
        return switch (report.kind()) {
            case PAGE_ALLOC_FAILURE -> "A request" + size() + " failed" + asker() + ".";
            case PAGE_ALLOC_STALL ->
                "A request" + size() + " had not been served" + after(detail) + ", but had not failed yet" + asker()
                        + ".";
            case VMEMMAP_FAILURE ->
                "Memory that was being added needs a map of itself, and the request" + size()
                        + " for a part of that map failed" + asker() + ".";
            case OOM_KILL -> oom(detail);
            case VMALLOC_FAILURE -> vmalloc(detail);
            case VMAP_FAILURE -> "The kernel could not map" + bytes() + " into its own address space" + asker() + ".";
            case SLAB_FAILURE -> slab(detail);
            case CMA_FAILURE -> cma(detail);
            case SWIOTLB_FULL -> swiotlb(detail);
        };
    }

    private String size() {
        if (!attempt.orderPlausible()) {
            return "";
        }
        return " for " + attempt.size() + (attempt.order() == 0 ? ", a single page," : " in one piece");
    }

    private String bytes() {
        return attempt.bytes() > 0 ? " " + Sizes.bytes(attempt.bytes()) : "";
    }

    private static String after(FailureDetail detail) {
        return detail instanceof FailureDetail.Stall stall && stall.stalledMillis() > 0
                ? " after " + stall.stalledMillis() / 1000 + " seconds"
                : "";
    }

    private String oom(FailureDetail detail) {
        StringBuilder text = new StringBuilder("The kernel's OOM killer was called");
        Integer order = report.order();
        if (order != null && order >= 0 && attempt.orderPlausible()) {
            text.append(" for ").append(order == 0 ? "a single page" : attempt.size() + " in one piece");
        }
        text.append(asker());
        if (detail instanceof FailureDetail.OomKill oom && oom.noVictim()) {
            text.append(" and found nobody to kill");
        } else if (detail instanceof FailureDetail.OomKill oom && oom.victim() != null) {
            text.append(" and killed ").append(oom.victim());
            if (oom.victimPid() != null) {
                text.append(" (pid ").append(oom.victimPid());
                text.append(oom.victimRssKb() == null ? "" : ", " + Sizes.free(oom.victimRssKb()) + " resident")
                        .append(')');
            }
            if (oom.alsoKilled() > 0) {
                text.append(" and ").append(oom.alsoKilled()).append(" more of its group");
            }
        }
        return text.append('.').toString();
    }

    private String vmalloc(FailureDetail detail) {
        String got = detail instanceof FailureDetail.Vmalloc vmalloc && vmalloc.allocatedBytes() != null
                ? " after " + Sizes.bytes(Math.max(0, vmalloc.allocatedBytes())) + " of it had been gathered"
                : "";
        return "A request for" + (attempt.bytes() > 0 ? bytes() : " memory") + " in scattered pages (vmalloc) failed"
                + got + asker() + ".";
    }

    private String slab(FailureDetail detail) {
        String cache = detail instanceof FailureDetail.Slab slab && slab.cache() != null ? " " + slab.cache() : "";
        return "The object cache" + cache + " was empty and got no further memory"
                + (attempt.orderPlausible()
                        ? ", though " + (attempt.order() == 0 ? "a single page" : attempt.size() + " in one piece")
                                + " would have done"
                        : "")
                + asker() + ".";
    }

    private String cma(FailureDetail detail) {
        if (!(detail instanceof FailureDetail.Cma cma)) {
            return "A request to a contiguous memory area (CMA) failed.";
        }
        return "The contiguous memory area (CMA)" + (cma.area() == null ? "" : " " + cma.area()) + " could not give "
                + cma.pages() + " pages in one piece.";
    }

    private String swiotlb(FailureDetail detail) {
        String device = detail instanceof FailureDetail.Swiotlb swiotlb && swiotlb.device() != null
                ? " for " + swiotlb.device()
                : "";
        return "The bounce buffer for devices (swiotlb) had no room" + (attempt.bytes() > 0 ? " of" + bytes() : "")
                + device + ".";
    }

    private String asker() {
        Origin by = report.origin();
        String from = origin != null ? "origin: " + origin : "";
        if (origin == null && by.task() != null && !by.task().isEmpty() && !by.interruptContext()) {
            from = "task: " + by.task();
        }
        if (by.interruptContext()) {
            from = "in an interrupt" + (from.isEmpty() ? "" : ", " + from);
        }
        return from.isEmpty() ? "" : " (" + from + ")";
    }
}
