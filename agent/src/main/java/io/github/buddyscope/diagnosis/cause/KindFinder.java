// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.cause;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.zone.ZoneVerdict;
import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.text.Digits;
import java.util.List;

/** Picks the cause of any kind of failure: by the zones where a zone had to serve it, else by what its own lines say. */
public final class KindFinder {
    private KindFinder() {}

    /** The cause of this failure, by its kind and the judged zones. */
    public static Finding find(Attempt attempt, List<ZoneVerdict> verdicts) {
        FailureDetail detail = attempt.report().detail();
        return switch (attempt.report().kind()) {
            case PAGE_ALLOC_FAILURE, VMEMMAP_FAILURE -> new CauseFinder(attempt, verdicts).find();
            case PAGE_ALLOC_STALL -> stall(new CauseFinder(attempt, verdicts).find());
            case OOM_KILL -> new OomCause(attempt, verdicts).find();
            case VMALLOC_FAILURE -> new VmallocCause(attempt, verdicts).find();
            case VMAP_FAILURE -> VmallocCause.addressRange(detail);
            case SLAB_FAILURE -> slab(attempt, verdicts);
            case CMA_FAILURE -> cma(detail);
            case SWIOTLB_FULL -> SwiotlbCause.find(detail);
        };
    }

    /** What the zones show now is why it's slow; whether it failed in the end isn't said. */
    private static Finding stall(Finding zones) {
        return zones.confidence() == Confidence.HIGH ? zones.with(Confidence.MEDIUM) : zones;
    }

    private static Finding slab(Attempt attempt, List<ZoneVerdict> verdicts) {
        String group = attempt.report().detail() instanceof FailureDetail.Slab slab ? group(slab.cache()) : null;
        if (verdicts.isEmpty() && group != null) {
            return new Finding(
                    Cause.CGROUP_LIMIT,
                    Confidence.MEDIUM,
                    null,
                    "the cache is control group " + group
                            + "'s own, and what a group's limit refuses is refused without"
                            + " a report of the page allocator's. Were there one beside these lines, that one would tell",
                    List.of("limit of the control group"));
        }
        return verdicts.isEmpty()
                ? Finding.unknown(
                        "these lines have no numbers of the host's memory; the page allocator's own report has them, if the"
                                + " kernel printed one beside them",
                        "zone lines")
                : new CauseFinder(attempt, verdicts).find();
    }

    /**
     * The group that a cache was made for, as its name tells up to 5.8: {@code kmalloc-1024(1793:c8edefa9)}
     * (mm/slab_common.c, {@code memcg_create_kmem_cache}); null for a cache of everybody's.
     */
    private static String group(String cache) {
        int open = cache == null || !cache.endsWith(")") ? -1 : cache.lastIndexOf('(');
        int colon = open < 0 ? -1 : cache.indexOf(':', open);
        boolean id = colon > open + 1 && Digits.only(cache, open + 1, colon);
        return id && colon + 2 < cache.length() ? cache.substring(colon + 1, cache.length() - 1) : null;
    }

    /** The area's own bitmap decides, which the buddy lists don't show ({@code cma_alloc}, mm/cma.c). */
    private static Finding cma(FailureDetail detail) {
        if (!(detail instanceof FailureDetail.Cma cma)) {
            return Finding.unknown("the line lacks the error number", "error number");
        }
        return switch (cma.error()) {
            case -12 ->
                Finding.unknown(
                        "the area had no free run of that many pages (-12): it's too small, used up or in pieces, and the line"
                                + " doesn't say which",
                        "state of the CMA area");
            case -16 ->
                Finding.unknown(
                        "the area had room, but pages in it could not be moved away (-16): somebody held them, be it for I/O"
                                + " or for good, and the line doesn't say who",
                        "who holds the pages");
            case -4 -> Finding.outside("the task got a signal while it waited for pages to be moved (-4)");
            default -> Finding.unknown("error " + cma.error() + " is none that says why");
        };
    }
}
