// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import io.github.buddyscope.text.Sizes;
import java.util.Locale;

/** The two lines that matter most: what failed, and the verdict. */
final class Headline {
    private Headline() {}

    static void write(Layout layout, FailureReport report, Diagnosis diagnosis) {
        String time = Times.words(report.header());
        layout.line(Style.HEADING, (time.isEmpty() ? "" : time + "  ") + SafeText.line(what(report, diagnosis)));
        layout.styled(Style.ALARM, cause(diagnosis)).styled(Style.NONE, ": " + meaning(diagnosis));
        layout.styled(Style.NONE, ". Confidence: ")
                .line(Style.NONE, diagnosis.confidence().name().toLowerCase(Locale.ROOT) + ".");
    }

    /** {@code FRAGMENTATION}, with {@code (ATOMIC)} behind it where the request could not wait. */
    static String cause(Diagnosis diagnosis) {
        return diagnosis.cause() + (diagnosis.atomic() && diagnosis.cause() != Cause.UNKNOWN ? " (ATOMIC)" : "");
    }

    /** What the cause says in words. */
    static String meaning(Diagnosis diagnosis) {
        boolean outside = diagnosis.cause() == Cause.UNKNOWN && diagnosis.confidence() == Confidence.HIGH;
        return outside ? "no lack of free pages is behind it" : Words.of(diagnosis.cause());
    }

    /** Who failed to get what. */
    static String what(FailureReport report, Diagnosis diagnosis) {
        String task = report.origin().task();
        String who = task == null || task.isEmpty() ? "somebody" : task;
        String size = size(report, diagnosis);
        return switch (report.kind()) {
            case PAGE_ALLOC_FAILURE, VMEMMAP_FAILURE -> who + " failed to get " + size;
            case PAGE_ALLOC_STALL -> who + " waited long for " + size;
            case OOM_KILL -> oom(report, who);
            case VMALLOC_FAILURE ->
                who + " failed to get " + (diagnosis.bytes() > 0 ? Sizes.bytes(diagnosis.bytes()) : "memory")
                        + " in scattered pages (vmalloc)";
            case VMAP_FAILURE ->
                "no kernel addresses free for " + (diagnosis.bytes() > 0 ? Sizes.bytes(diagnosis.bytes()) : "a mapping")
                        + " (vmap)";
            case SLAB_FAILURE -> "object cache " + cache(report.detail()) + "got no memory (slab)";
            case CMA_FAILURE -> "no room in a contiguous memory area (CMA)";
            case SWIOTLB_FULL ->
                "no room in the bounce buffer for devices (swiotlb)"
                        + (diagnosis.bytes() > 0 ? " for " + Sizes.bytes(diagnosis.bytes()) : "");
        };
    }

    private static String size(FailureReport report, Diagnosis diagnosis) {
        Integer order = report.order();
        if (order == null || order < 0 || diagnosis.bytes() <= 0) {
            return "memory";
        }
        return Sizes.exact(diagnosis.bytes() / 1024) + (order > 0 ? " in one piece" : "") + " (order " + order + ")";
    }

    private static String oom(FailureReport report, String who) {
        if (report.detail() instanceof OomKill oom) {
            if (oom.noVictim()) {
                return who + " called the OOM killer, which found nobody to kill";
            }
            if (oom.victim() != null) {
                boolean called = report.origin().task() != null
                        && !report.origin().task().isEmpty();
                return oom.victim() + (oom.victimPid() == null ? "" : " (pid " + oom.victimPid() + ")")
                        + " was killed by the OOM killer" + (called ? ", called by " + who : "");
            }
        }
        return who + " called the OOM killer";
    }

    private static String cache(FailureDetail detail) {
        return detail instanceof FailureDetail.Slab slab && slab.cache() != null ? slab.cache() + " " : "";
    }
}
