// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.parse.kernel.line.Cursor;

/**
 * {@code xhci-hcd ee000000.usb: swiotlb buffer is full (sz: 4096 bytes), total 32768 (slots), used 1088 (slots)} and the
 * other words for it (kernel/dma/swiotlb.c, before 4.20 lib/swiotlb.c).
 */
public final class SwiotlbLine {
    private SwiotlbLine() {}

    /** Null where the line is none of them. */
    static Swiotlb parse(HeaderForm form, String text) {
        Cursor cursor = new Cursor(text, form.behind(text));
        String before = form.subject(text);
        if (form == HeaderForm.SWIOTLB_FULL) {
            return full(before, cursor);
        }
        if (form == HeaderForm.SWIOTLB_SPACE) {
            return space(before.endsWith("PCI-") ? before.substring(0, before.length() - 4) : before, cursor);
        }
        return coherent(before, cursor);
    }

    /**
     * Whether the second is of the same mapping as the first: up to 4.20 the kernel said twice that it had failed, and the
     * second time without the driver.
     */
    public static boolean same(Swiotlb first, Swiotlb second) {
        return first.bytes() != null
                && first.bytes().equals(second.bytes())
                && first.device() != null
                && second.device() != null
                && (" " + first.device()).endsWith(" " + second.device());
    }

    private static Swiotlb full(String before, Cursor cursor) {
        String device = DeviceName.of(before);
        Long bytes = null;
        if (cursor.skip(" (sz: ")) {
            bytes = cursor.number();
            cursor.expect(" bytes)");
        }
        Long total = null;
        Long used = null;
        if (cursor.skip(", total ")) {
            total = cursor.number();
            used = cursor.expect(" (slots), used ").number();
            cursor.expect(" (slots)");
        }
        return device == null || !cursor.atEnd() ? null : new Swiotlb(orNull(device), bytes, total, used);
    }

    private static Swiotlb space(String before, Cursor cursor) {
        String device = DeviceName.of(before);
        long bytes = cursor.number();
        cursor.expect(" bytes");
        if (device == null || cursor.failed()) {
            return null;
        }
        if (cursor.skip(" at device ")) {
            return new Swiotlb(orNull(cursor.rest()), bytes, null, null);
        }
        return cursor.atEnd() ? new Swiotlb(orNull(device), bytes, null, null) : null;
    }

    private static Swiotlb coherent(String before, Cursor cursor) {
        String device = cursor.upTo(" size=");
        long bytes = cursor.number();
        boolean known = before.isEmpty() || before.equals("swiotlb: ") || DeviceName.of(before) != null;
        return known && cursor.atEnd() ? new Swiotlb(orNull(device), bytes, null, null) : null;
    }

    private static String orNull(String name) {
        return name.isEmpty() || name.equals("?") ? null : name;
    }
}
