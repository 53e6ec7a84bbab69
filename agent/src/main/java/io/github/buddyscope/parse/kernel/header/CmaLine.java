// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.parse.kernel.line.Cursor;

/** {@code cma: cma_alloc: reserved: alloc failed, req-size: 972 pages, ret: -12} (mm/cma.c); the area since 5.12. */
final class CmaLine {
    private static final String FAILED = "alloc failed, req-size: ";

    private CmaLine() {}

    /** Null where the line is none. */
    static Cma parse(String text) {
        Cursor cursor = new Cursor(text, HeaderForm.CMA.behind(text));
        String function = cursor.upTo(": ");
        if (function == null || !function.contains("cma_") || function.indexOf(' ') >= 0) {
            return null;
        }
        String area = cursor.upTo(FAILED);
        long pages = cursor.number();
        int error = cursor.expect(" pages, ret: ").signed();
        boolean named = area != null && area.length() > 2 && area.endsWith(": ");
        if (!cursor.atEnd() || !area.isEmpty() && !named) {
            return null;
        }
        return new Cma(named ? area.substring(0, area.length() - 2) : null, pages, error);
    }
}
