// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.ReportZone;

/** What the verdict's terms say in words. */
public final class Words {
    private Words() {}

    static String of(Cause cause) {
        return switch (cause) {
            case FRAGMENTATION -> "memory enough, but not in pieces of that size";
            case SHORTAGE -> "free memory not above the watermark that it had to keep";
            case RESERVED -> "free blocks of that size only in lists that this request could not use";
            case LOWMEM_PROTECTED -> "only zones that lowmem_reserve closes to this request had room";
            case CONSTRAINED -> "its own limits kept the request from memory that was free";
            case CGROUP_LIMIT -> "a control group was at its limit, not the host";
            case UNKNOWN -> "the report doesn't tell";
        };
    }

    /** Of a cause by its name, as an event carries it; "" of one that isn't known here. */
    public static String ofCause(String name) {
        for (Cause cause : Cause.values()) {
            if (cause.name().equals(name)) {
                return of(cause);
            }
        }
        return "";
    }

    static String of(FailureKind kind) {
        return switch (kind) {
            case PAGE_ALLOC_FAILURE -> "page allocation failure";
            case PAGE_ALLOC_STALL -> "page allocation stall";
            case VMALLOC_FAILURE -> "vmalloc failure";
            case VMAP_FAILURE -> "vmap failure";
            case VMEMMAP_FAILURE -> "vmemmap failure";
            case SLAB_FAILURE -> "slab failure";
            case OOM_KILL -> "out-of-memory kill";
            case CMA_FAILURE -> "CMA failure";
            case SWIOTLB_FULL -> "swiotlb full";
        };
    }

    /** {@code 1 failure}, {@code 2 failures}. */
    public static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** Free pages that the request can't use lie below the mark that all free pages together are above. */
    static String of(ZoneFinding finding) {
        ReportZone zone = finding.zone();
        boolean enough = finding.rejected() == Rejection.BELOW_WATERMARK
                && zone.freeKb() != null
                && finding.requiredKb() != null
                && zone.freeKb() > finding.requiredKb();
        boolean cma = enough && zone.freeCmaKb() != null && zone.freeCmaKb() > zone.freeKb() - finding.requiredKb();
        return cma ? "not above without CMA" : of(finding.rejected());
    }

    static String of(Rejection rejection) {
        return switch (rejection) {
            case NO_BLOCK -> "no block that large";
            case UNUSABLE_TYPE -> "no block it could use";
            case BELOW_WATERMARK -> "free not above the mark";
            case LOWMEM_RESERVE -> "closed by lowmem_reserve";
            case BELOW_ORDER_WATERMARK -> "too few such blocks";
            case NOT_ALLOWED -> "not open to the request";
            case NONE -> "could have served it";
            case UNKNOWN -> "can't be told";
        };
    }
}
