// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.text.Sizes;
import java.util.List;
import java.util.Locale;

/**
 * Why vmalloc failed: the size, the range of addresses, or the pages ({@code __vmalloc_node_range} and
 * {@code __vmalloc_area_node}, mm/vmalloc.c). Only the last is a matter of the zones.
 */
public final class VmallocCause {
    private static final Vmalloc NOTHING = new Vmalloc(null, null, null);

    /** No machine that runs Linux has less, whether the report shows its memory or not. */
    private static final long SMALLEST_MEMORY_KB = 4 * 1024;

    private final Attempt attempt;
    private final List<ZoneVerdict> verdicts;
    private final Vmalloc detail;
    private final String reason;

    VmallocCause(Attempt attempt, List<ZoneVerdict> verdicts) {
        this.attempt = attempt;
        this.verdicts = verdicts;
        detail = attempt.report().detail() instanceof Vmalloc vmalloc ? vmalloc : NOTHING;
        reason = detail.reason() == null ? "" : detail.reason();
    }

    /** {@code vmap allocation for size N failed}: free memory has no part in it. */
    static Finding addressRange(FailureDetail detail) {
        String range = detail instanceof Vmalloc vmalloc && vmalloc.reason() != null
                ? " (" + vmalloc.reason().toLowerCase(Locale.ROOT).strip() + ")"
                : "";
        return Finding.outside("the kernel found no free range of addresses that large" + range
                + ", though there may be memory enough. That range is set at boot; on 64-bit machines it's mostly the small"
                + " one for modules that is full, or the size is absurd");
    }

    Finding find() {
        if (reason.contains("exceeds total pages")) {
            return Finding.outside(
                    "more was asked for than the whole machine has, so the kernel refused without trying");
        }
        if (reason.contains("vm_struct")) {
            return addressOrObject();
        }
        boolean old = detail.bytes() != null && detail.allocatedBytes() == null && reason.isEmpty();
        if (old) {
            return refusedAtOnce();
        }
        if (verdicts.isEmpty()) {
            return Finding.unknown("the report has no zone lines", "zone lines", "buddy lists")
                    .because(afterwards());
        }
        Finding pages = new CauseFinder(attempt, verdicts).find();
        return attempt.order() > 0 || pages.cause() == Cause.UNKNOWN ? pages.because(afterwards()) : pages;
    }

    private Finding addressOrObject() {
        String words = "the kernel found no free range of addresses for it in vmalloc's part of its address space";
        return able()
                ? Finding.outside(words + "; memory wasn't short")
                : Finding.unknown(
                        words + ", or no memory for the small object that describes it; the line doesn't say which");
    }

    /** Up to 5.13 {@code allocation failure: N bytes} says that no page was even asked for. */
    private Finding refusedAtOnce() {
        if (largerThanMemory(attempt)) {
            return Finding.outside("more was asked for than the " + Sizes.free(memoryKb(attempt))
                    + " that the zones of the report have together, so the kernel refused without trying");
        }
        long kb = Math.max(memoryKb(attempt), SMALLEST_MEMORY_KB);
        if (kb >= detail.bytes() / 1024) {
            return addressOrObject();
        }
        return Finding.unknown("a kernel that prints just the size found it larger than its memory or had no range of"
                + " addresses for it, and the line doesn't say which; no page was even asked for");
    }

    /** More than all zones of the report have. */
    public static boolean largerThanMemory(Attempt attempt) {
        long kb = memoryKb(attempt);
        return kb > 0
                && attempt.report().detail() instanceof Vmalloc vmalloc
                && vmalloc.bytes() != null
                && vmalloc.bytes() / 1024 > kb;
    }

    private static long memoryKb(Attempt attempt) {
        long kb = 0;
        for (ReportZone zone : attempt.report().memory().zones()) {
            Long size = zone.managedKb() != null ? zone.managedKb() : zone.presentKb();
            kb += size == null || size < 0 || size > Long.MAX_VALUE / 1024 ? 0 : size;
        }
        return kb;
    }

    private boolean able() {
        for (ZoneVerdict verdict : verdicts) {
            if (verdict.is(Rejection.NONE)) {
                return true;
            }
        }
        return false;
    }

    private String afterwards() {
        return attempt.order() > 0
                ? "for a huge mapping the kernel tries again with single pages, so this need not be the end of it"
                : "vmalloc also stops, with the same words, when the task gets a fatal signal while pages are gathered";
    }
}
