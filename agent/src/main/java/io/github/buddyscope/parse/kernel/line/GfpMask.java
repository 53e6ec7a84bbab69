// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.line;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code 0xa20(GFP_ATOMIC|__GFP_COMP)}; before 4.6 only the bits (lib/vsprintf.c, {@code format_flags}).
 *
 * @param flags empty where one of them is unreadable: then the bits are the better evidence
 * @param end where the text goes on
 */
public record GfpMask(long bits, List<String> flags, int end) {
    private static final int MAX_FLAGS = 64;

    /** Null where no such mask begins there. */
    static GfpMask parse(String text, int at) {
        if (at < 0 || !text.startsWith("0x", at)) {
            return null;
        }
        int hexAt = at + 2;
        int hexEnd = Scan.hexDigits(text, hexAt);
        if (hexEnd == hexAt || hexEnd - hexAt > 16) {
            return null;
        }
        long bits = Long.parseUnsignedLong(text, hexAt, hexEnd, 16);
        if (hexEnd == text.length() || text.charAt(hexEnd) != '(') {
            return new GfpMask(bits, List.of(), hexEnd);
        }
        int close = text.indexOf(')', hexEnd);
        return close < 0
                ? new GfpMask(bits, List.of(), Math.max(hexEnd, Scan.trimmedEnd(text)))
                : new GfpMask(bits, names(text, hexEnd + 1, close), close + 1);
    }

    private static List<String> names(String text, int from, int to) {
        List<String> flags = new ArrayList<>();
        for (int i = from; i < to; ) {
            int bar = text.indexOf('|', i);
            int end = bar < 0 || bar > to ? to : bar;
            if (end == i || flags.size() == MAX_FLAGS || !isName(text, i, end)) {
                return List.of();
            }
            flags.add(text.substring(i, end));
            i = end + 1;
        }
        return flags;
    }

    private static boolean isName(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || Scan.isDigit(c) || c == '_')) {
                return false;
            }
        }
        return true;
    }
}
