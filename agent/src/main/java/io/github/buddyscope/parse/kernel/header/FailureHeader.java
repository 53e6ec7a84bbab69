// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Request;

/**
 * What the line says that begins a failure's report. Only the form's literal is firm ground: the task's name before it may
 * hold {@code ": "}, and whatever else a user likes.
 *
 * @param task at most 15 bytes of anything; null where the line names none
 * @param request null where the line tells no GFP flags
 * @param detail null where it tells nothing more
 */
public record FailureHeader(FailureKind kind, String task, Request request, FailureDetail detail) {
    /** Null where the line isn't such a header, only speaks of one, or was cut before what matters. */
    public static FailureHeader parse(String text) {
        HeaderForm form = HeaderForm.of(text);
        return form == null ? null : parse(form, text);
    }

    /** The same for a line whose form is known. */
    public static FailureHeader parse(HeaderForm form, String text) {
        return switch (form) {
            case PAGE_ALLOC_FAILURE, PAGE_ALLOC_STALL, VMALLOC_FAILURE, VMALLOC_ERROR, VMEMMAP_FAILURE ->
                WarnAllocHeader.parse(form, text);
            case VMALLOC_LINE -> lone(form, WarnAllocHeader.vmallocLine(text));
            case OOM_INVOKED -> OomHeader.parse(text);
            case SLUB, SLAB -> SlabLine.header(form, text);
            case VMAP_SIZED, VMAP_RANGE, VMAP_UNSIZED, VMALLOC_SPACE -> lone(form, AddressSpaceLine.parse(form, text));
            case CMA -> lone(form, CmaLine.parse(text));
            case SWIOTLB_FULL, SWIOTLB_SPACE, SWIOTLB_COHERENT -> lone(form, SwiotlbLine.parse(form, text));
            case OOM_SUMMARY, OOM_GLOBAL, OOM_OLD, OOM_MEMCG, OOM_KILLED, OOM_PANIC, SHOW_MEMORY -> null;
        };
    }

    /** The failure of a report whose size a line before its header told. */
    public FailureHeader ofVmalloc(Vmalloc told) {
        return new FailureHeader(FailureKind.VMALLOC_FAILURE, task, request, told);
    }

    private static FailureHeader lone(HeaderForm form, FailureDetail detail) {
        return detail == null ? null : new FailureHeader(form.kind(), null, null, detail);
    }
}
