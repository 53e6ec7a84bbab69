// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

/** {@code xhci-hcd ee000000.usb: }: how a driver's line begins (drivers/base/core.c, {@code __dev_printk}). */
final class DeviceName {
    private DeviceName() {}

    /**
     * The driver and device in what stands before a driver's words.
     *
     * @return null where that is something else, empty where nothing stands there
     */
    static String of(String before) {
        if (before.isEmpty()) {
            return before;
        }
        int end = before.length() - 2;
        boolean named = end > 0 && before.endsWith(": ") && before.indexOf(": ") == end;
        return named && isName(before, end) ? before.substring(0, end) : null;
    }

    /** Driver and device have no blanks, but for a few drivers of two words. */
    private static boolean isName(String text, int end) {
        int blanks = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '[' || c == ']' || c == '"') {
                return false;
            }
            blanks += c == ' ' ? 1 : 0;
        }
        return blanks <= 2;
    }
}
