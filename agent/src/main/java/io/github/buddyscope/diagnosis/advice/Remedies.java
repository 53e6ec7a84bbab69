// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Finding;
import io.github.buddyscope.diagnosis.cause.VmallocCause;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Trail;
import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.diagnosis.request.Reclaimer;
import io.github.buddyscope.diagnosis.zone.Blocks;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.HostFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * What to try, most fitting first, by kind and cause, by whether the request could wait and who asked, and from the host's
 * present settings. Only what fits, and only what that kernel has: a request that was short of memory gains nothing from
 * compaction, and one that could wait and be moved gains nothing from a larger reserve.
 */
public final class Remedies {
    private final Circumstances here;
    private final List<Advice> advice = new ArrayList<>();

    private Remedies(Circumstances here) {
        this.here = here;
    }

    /** Empty where nothing fits. */
    public static List<Advice> of(Attempt attempt, Finding finding, Asker asker, HostFacts host) {
        Trail trail = attempt.report().origin() == null
                ? new Trail(List.of(), false, null)
                : Trail.of(attempt.report().origin());
        return new Remedies(new Circumstances(attempt, finding, asker, trail, host)).find();
    }

    private List<Advice> find() {
        if (here.cause() == Cause.CGROUP_LIMIT) {
            LimitAdvice.cgroup(here, advice);
            return advice;
        }
        KnownFixes.add(here, advice);
        switch (here.kind()) {
            case SWIOTLB_FULL -> BootAdvice.swiotlb(here, advice);
            case CMA_FAILURE -> BootAdvice.cma(here, advice);
            case VMAP_FAILURE -> BootAdvice.addressSpace(here, advice);
            case VMALLOC_FAILURE -> vmalloc();
            case VMEMMAP_FAILURE -> {
                BootAdvice.memmapOnMemory(here, advice);
                byCause();
            }
            default -> byCause();
        }
        return advice;
    }

    private void vmalloc() {
        Vmalloc detail = here.attempt().report().detail() instanceof Vmalloc vmalloc ? vmalloc : null;
        String reason = detail == null || detail.reason() == null ? "" : detail.reason();
        // up to 5.13 the size alone says that it was refused before any page was asked for
        boolean refused =
                detail != null && detail.bytes() != null && detail.allocatedBytes() == null && reason.isEmpty();
        if (reason.contains("exceeds total pages") || refused && VmallocCause.largerThanMemory(here.attempt())) {
            BootAdvice.tooLarge(here, advice);
        } else if (reason.contains("vm_struct allocation failed") || refused) {
            BootAdvice.addressSpace(here, advice);
        } else {
            byCause();
        }
    }

    private void byCause() {
        switch (here.cause()) {
            case FRAGMENTATION -> fragmentation();
            case SHORTAGE -> shortage();
            case RESERVED -> reserved();
            case LOWMEM_PROTECTED -> ReserveAdvice.lowmemReserveRatio(here, advice);
            case CONSTRAINED -> {
                ClassZone zone = here.attempt().classZone();
                boolean low = zone == ClassZone.DMA || zone == ClassZone.DMA32;
                if (low && here.kind() != FailureKind.OOM_KILL) {
                    LimitAdvice.lowZone(advice);
                } else {
                    LimitAdvice.nodes(here, advice);
                }
            }
            case CGROUP_LIMIT, UNKNOWN -> {}
        }
    }

    /** What can wait gains most from compaction, what can't from blocks that are there already. */
    private void fragmentation() {
        if (here.from("hugetlb")) {
            CompactionAdvice.hugetlb(advice);
        }
        if (here.from("transparent huge pages")) {
            CompactionAdvice.hugePages(here, advice);
        }
        if (here.waits()) {
            CompactionAdvice.compactMemory(advice);
            CompactionAdvice.extfragThreshold(here, advice);
            CompactionAdvice.proactiveness(here, advice);
            NetworkAdvice.add(here, advice);
            CompactionAdvice.defragMode(here, advice);
            if (!here.movable()) {
                ReserveAdvice.minFreeKbytes(here, advice);
            }
        } else {
            NetworkAdvice.add(here, advice);
            ReserveAdvice.minFreeKbytes(here, advice);
            ReserveAdvice.scaleFactor(here, advice);
            CompactionAdvice.compactMemory(advice);
            CompactionAdvice.proactiveness(here, advice);
            CompactionAdvice.defragMode(here, advice);
        }
    }

    /** One that reclaims itself lives on the reserve, like one that can't wait. */
    private void shortage() {
        boolean reserve = here.atomic()
                || here.attempt().report().origin() != null
                        && Reclaimer.asked(here.attempt().report().origin());
        boolean boost = here.finding().zone() != null && here.finding().zone().boostDecided();
        if (reserve && here.kind() != FailureKind.OOM_KILL) {
            ReserveAdvice.minFreeKbytes(here, advice);
            ReserveAdvice.scaleFactor(here, advice);
            ReserveAdvice.boostFactor(here, advice);
            if (heldByCma()) {
                BootAdvice.smallerCma(advice);
            }
        } else if (boost) {
            ReserveAdvice.boostFactor(here, advice);
        } else if (heldByCma()) {
            BootAdvice.smallerCma(advice);
            ReserveAdvice.demand(here, advice);
        } else {
            ReserveAdvice.zoneReclaim(here, advice);
            if (here.kind() == FailureKind.PAGE_ALLOC_STALL) {
                ReserveAdvice.scaleFactor(here, advice);
                if (here.from("transparent huge pages")) {
                    CompactionAdvice.hugePages(here, advice);
                }
            }
            ReserveAdvice.demand(here, advice);
        }
    }

    /** Enough was free for the mark, had not a CMA area held it, which serves movable requests only. */
    private boolean heldByCma() {
        ZoneFinding finding =
                here.finding().zone() == null ? null : here.finding().zone().finding();
        if (finding == null
                || finding.requiredKb() == null
                || finding.zone().freeKb() == null
                || finding.zone().freeCmaKb() == null
                || here.attempt().flags().movable()) {
            return false;
        }
        return finding.zone().freeKb() > finding.requiredKb()
                && finding.zone().freeKb() - finding.zone().freeCmaKb() <= finding.requiredKb();
    }

    private void reserved() {
        if (here.zone() != null
                && here.zone().buddy() != null
                && Blocks.typesFrom(here.zone().buddy(), here.attempt().order()).indexOf('C') >= 0) {
            BootAdvice.smallerCma(advice);
        }
        if (here.attempt().order() > 0) {
            CompactionAdvice.compactMemory(advice);
            NetworkAdvice.add(here, advice);
        }
    }
}
