// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureReport;

/** The order that a zone would have had to serve, which not every kind of failure prints as such. */
final class AskedOrder {
    private static final String PAGE_ORDER = "page order ";

    private AskedOrder() {}

    /** -1 where the report doesn't tell, or where it wasn't the page allocator that failed. */
    static int of(FailureReport report) {
        if (report.detail() instanceof FailureDetail.Vmalloc vmalloc) {
            return vmalloc(vmalloc);
        }
        if (report.order() == null && report.detail() instanceof FailureDetail.Slab slab) {
            // the cache's own order was tried in silence; that the least one failed too is what's printed
            Integer least = slab.minOrder() == null ? slab.defaultOrder() : slab.minOrder();
            return least == null ? -1 : least;
        }
        return report.order() == null ? -1 : report.order();
    }

    /** vmalloc takes its memory page by page, but for huge mappings (5.13 to 6.1 print {@code page order}). */
    private static int vmalloc(FailureDetail.Vmalloc detail) {
        String reason = detail.reason() == null ? "" : detail.reason();
        int at = reason.indexOf(PAGE_ORDER);
        if (at < 0) {
            return 0;
        }
        int order = 0;
        int end = at + PAGE_ORDER.length();
        while (end < reason.length() && end < at + PAGE_ORDER.length() + 2 && Character.isDigit(reason.charAt(end))) {
            order = order * 10 + Character.digit(reason.charAt(end++), 10);
        }
        return order;
    }
}
