// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.diagnosis.advice.PauseAdvice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall.Kind;
import io.github.buddyscope.text.Sizes;
import java.util.List;

/**
 * What can be said of the cause where the log is silent and only the trace tells. Far less than a report: no zones, no
 * marks.
 */
public final class TracedCause {
    /** The smallest order of a huge page, on hosts with pages of 4 KiB. */
    private static final int HUGE = 9;

    private TracedCause() {}

    /**
     * Of a stall. The kernel compacts a zone for a task only where free memory is enough by the marks and a block is
     * wanting (mm/compaction.c, {@code compaction_suitable}); a task reclaims for a single page only where no zone is above its
     * min mark (mm/page_alloc.c). A reclaim for a larger block may be for want of either.
     *
     * @param order negative where not known
     * @param pageSize bytes
     */
    public static Diagnosis ofStall(Kind kind, int order, long pageSize) {
        if (kind == Kind.DIRECT_COMPACTION) {
            return of(
                    Cause.FRAGMENTATION,
                    Confidence.MEDIUM,
                    order,
                    pageSize,
                    "Memory was enough, but not in one piece: the kernel had to move pages together for "
                            + block(order, pageSize) + ".");
        }
        return order == 0
                ? of(
                        Cause.SHORTAGE,
                        Confidence.MEDIUM,
                        order,
                        pageSize,
                        "Free memory was below the min watermarks: tasks had to free pages before they got one.")
                : of(
                        Cause.UNKNOWN,
                        Confidence.LOW,
                        order,
                        pageSize,
                        "Pages had to be freed for " + block(order, pageSize)
                                + "; whether memory was short or in pieces the trace doesn't tell.");
    }

    /** Of a failed attempt that the log doesn't tell of. */
    public static Diagnosis ofFailure(AllocationFailure failure, AttemptMeaning meaning, long pageSize) {
        String limit = meaning == AttemptMeaning.ACCOUNTED ? " A memory cgroup's limit may have forbidden it." : "";
        return of(
                Cause.UNKNOWN,
                Confidence.LOW,
                failure.order(),
                pageSize,
                "A request for " + block(failure.order(), pageSize)
                        + " failed; the log has no report of it, and the trace alone doesn't tell why." + limit);
    }

    private static String block(int order, long pageSize) {
        return order < 0
                ? "a larger block"
                : Sizes.block(order, Math.max(1, pageSize / 1024)) + " in one piece (order " + order + ")";
    }

    private static Diagnosis of(Cause cause, Confidence confidence, int order, long pageSize, String summary) {
        return new Diagnosis(
                cause,
                false,
                confidence,
                order < 0 ? 0 : pageSize << order,
                List.of(),
                null,
                Asker.UNKNOWN,
                List.of(),
                summary,
                List.of("the kernel's report"),
                order >= HUGE ? PauseAdvice.hugePages() : List.of(),
                RequestMeaning.NONE,
                Judgement.NONE);
    }
}
