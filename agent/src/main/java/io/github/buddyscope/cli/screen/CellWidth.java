// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

/**
 * How many columns a character takes on a terminal: 2 for the wide ones of East Asia and pictures (UAX #11), 0 for marks upon
 * the one before. Terminals don't agree on all of them, so nothing may depend on it but where a text is cut.
 */
final class CellWidth {
    /** First and last of each range of wide characters, ascending. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1, 0x26aa, 0x26ab, 0x26bd, 0x26be,
        0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa,
        0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55,
        0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3,
        0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18cff, 0x1aff0,
        0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d,
        0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7ff, 0x1f900, 0x1faff, 0x20000, 0x3fffd
    };

    private CellWidth() {}

    static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> {
                return 0;
            }
            default -> {
                boolean vowel = codePoint >= 0x1160 && codePoint <= 0x11ff; // Jamo that join the one before
                return vowel ? 0 : wide(codePoint) ? 2 : 1;
            }
        }
    }

    private static boolean wide(int codePoint) {
        for (int i = 0; i < WIDE.length && WIDE[i] <= codePoint; i += 2) {
            if (codePoint <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += of(text.codePointAt(i));
        }
        return width;
    }

    /** As much of {@code text} as fits, with no more than one mark upon a character. */
    static String cut(String text, int columns) {
        if (text.length() <= columns && plain(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = columns;
        boolean marked = true; // a mark needs something to stand upon
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int width = of(c);
            if (width > left) {
                break;
            }
            if (width > 0 || !marked) {
                kept.appendCodePoint(c);
                marked = width == 0;
            }
            left -= width;
            i += Character.charCount(c);
        }
        return kept.toString();
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x300) {
                return false;
            }
        }
        return true;
    }
}
