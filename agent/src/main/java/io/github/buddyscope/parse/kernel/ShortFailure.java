// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.header.SwiotlbLine;
import java.util.List;

/** A failure of one line or of few, without a stack and without a memory dump: vmap, CMA, swiotlb, and what a slab says. */
class ShortFailure implements Gathered {
    private static final int MAX_LINES = 128;
    private static final int MAX_TEXT = 16 * 1024;
    private static final Origin NOBODY = new Origin(null, null, null, null, null, null, null, List.of(), false);

    private final KernelLine header;
    private final FailureHeader failure;
    private final KeptText text = new KeptText(MAX_LINES, MAX_TEXT);
    private final int suppressed;
    private int occurrences;
    private boolean withdrawn;
    private boolean closed;
    private boolean handedOn;

    ShortFailure(KernelLine header, FailureHeader failure, int suppressed, int occurrences) {
        this.header = header;
        this.failure = failure;
        this.suppressed = suppressed;
        this.occurrences = occurrences;
        text.add(header.text());
    }

    final KernelLine header() {
        return header;
    }

    final FailureHeader failure() {
        return failure;
    }

    final int suppressed() {
        return suppressed;
    }

    /** The failure turned out to be another report's. */
    final void withdraw() {
        withdrawn = true;
        closed = true;
    }

    /** Whether the other is of the same mapping of swiotlb's. */
    final boolean sameMapping(FailureHeader other) {
        return failure.detail() instanceof Swiotlb first
                && other.detail() instanceof Swiotlb second
                && SwiotlbLine.same(first, second);
    }

    final void repeated(int times) {
        occurrences = (int) Math.min(Integer.MAX_VALUE, (long) occurrences + times);
    }

    /** Keeps a further line's text, as far as there is room. */
    final void took(String line) {
        text.add(line);
    }

    @Override
    public final boolean closed() {
        return closed;
    }

    @Override
    public final void close() {
        closed = true;
    }

    /** Of several lines are a slab's, and those of vmalloc's old line, which a header follows. */
    @Override
    public final boolean complete() {
        return failure.kind() != FailureKind.SLAB_FAILURE && failure.kind() != FailureKind.VMALLOC_FAILURE;
    }

    @Override
    public final long pace() {
        return 0;
    }

    @Override
    public final boolean isFailure() {
        return !withdrawn;
    }

    @Override
    public final void handedOn() {
        handedOn = true;
    }

    /** Repetitions that are counted now come too late. */
    final boolean isHandedOn() {
        return handedOn;
    }

    FailureDetail detail() {
        return failure.detail();
    }

    @Override
    public final FailureReport report() {
        return new FailureReport(
                failure.kind(),
                header,
                failure.request(),
                NOBODY,
                MemInfo.NONE,
                detail(),
                suppressed,
                occurrences,
                text.dropped(),
                text.toString());
    }
}
