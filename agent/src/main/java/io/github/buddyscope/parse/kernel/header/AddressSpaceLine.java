// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.parse.kernel.line.Cursor;

/**
 * {@code vmap allocation for size 8192 failed: use vmalloc=<size> to increase size} and what other releases print where
 * the kernel has no range of addresses left (mm/vmalloc.c, {@code alloc_vmap_area}).
 */
final class AddressSpaceLine {
    private AddressSpaceLine() {}

    /** Null where the line is none of them. */
    static Vmalloc parse(HeaderForm form, String text) {
        Cursor cursor = new Cursor(text, form.behind(text));
        if (form == HeaderForm.VMAP_SIZED || form == HeaderForm.VMAP_RANGE) {
            long bytes = cursor.number();
            return cursor.skip(" failed") ? new Vmalloc(bytes, null, reason(cursor)) : null;
        }
        boolean whole = form != HeaderForm.VMAP_UNSIZED || cursor.skip("use vmalloc=");
        return whole ? new Vmalloc(null, null, null) : null;
    }

    /** The range of addresses that it had to be in; where it was any, the kernel only gives advice. */
    private static String reason(Cursor cursor) {
        String words = cursor.skip(": ") ? cursor.rest() : "";
        return words.startsWith("Address range restricted") ? words : null;
    }
}
