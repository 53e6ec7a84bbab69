// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.header.HeaderForm;

/**
 * Finds the failures in lines of which there are too many to gather reports from. Each is told by its first line alone; lines
 * that go on with the failure before (an old kernel's header behind vmalloc's own line, swiotlb's second words, the victim
 * behind an OOM killer's call) begin none.
 */
final class Headlines {
    private static final String VICTIM = "Killed process ";

    private long number = Long.MIN_VALUE;
    private HeaderForm before;
    private boolean killing;

    /** Whether the line begins a failure. */
    boolean begins(KernelLine line) {
        boolean first = line.number() != number;
        number = line.number();
        HeaderForm form = first ? HeaderForm.of(line.text()) : null;
        HeaderForm last = before;
        before = form;
        if (form == null || form.kind() == null) {
            before = last == HeaderForm.VMALLOC_LINE ? last : null;
            return false;
        }
        if (form.kind() == FailureKind.OOM_KILL) {
            return kill(form, line.text());
        }
        boolean secondWords = (form == HeaderForm.SWIOTLB_SPACE || form == HeaderForm.SWIOTLB_COHERENT)
                && (last == HeaderForm.SWIOTLB_FULL || last == HeaderForm.SWIOTLB_SPACE);
        boolean ofVmalloc = form == HeaderForm.PAGE_ALLOC_FAILURE && last == HeaderForm.VMALLOC_LINE;
        return !secondWords && !ofVmalloc && FailureHeader.parse(form, line.text()) != null;
    }

    private boolean kill(HeaderForm form, String text) {
        boolean called = killing;
        if (form == HeaderForm.OOM_INVOKED) {
            killing = FailureHeader.parse(form, text) != null;
            return killing;
        }
        boolean victim = text.contains(VICTIM);
        killing &= !victim;
        return victim && !called;
    }
}
