// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

/**
 * Makes text from outside fit for a terminal, a recording or a console: what could steer one becomes something to be seen.
 * Every text that leaves a parser has passed through here.
 */
public final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /**
     * The text with each control character but newline and tab replaced by its picture (U+2400 to U+2421), and C1
     * controls, line separators, format characters (direction overrides, zero widths, tags) and lone surrogates by U+FFFD.
     * A clean text comes back as it is.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7f; // nearly all are, and a log has many of them
            if (!plain && visible(text, i) != c) {
                return replaced(text, i);
            }
        }
        return text;
    }

    /** As {@link #of}, on one line: newlines and tabs become blanks. */
    public static String line(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }

    /** As {@link #line(String)}, of at most {@code longest} characters. */
    public static String line(String text, int longest) {
        return line(text.length() <= longest ? text : text.substring(0, longest));
    }

    private static String replaced(String text, int from) {
        char[] out = text.toCharArray();
        for (int i = from; i < out.length; i++) {
            out[i] = visible(text, i);
        }
        return new String(out);
    }

    private static char visible(String text, int at) {
        char c = text.charAt(at);
        if (c >= ' ' && c < 0x7f || c == '\n' || c == '\t') {
            return c;
        }
        if (c < ' ') {
            return (char) (0x2400 + c);
        }
        if (c == 0x7f) {
            return '\u2421';
        }
        return c <= 0x9f || steers(codePoint(text, at))
                ? REPLACEMENT
                : c; // C1: 0x9b starts a terminal sequence of its own
    }

    /** The character that the one at {@code at} is or is half of; a lone half is a surrogate. */
    private static int codePoint(String text, int at) {
        boolean second =
                Character.isLowSurrogate(text.charAt(at)) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        return text.codePointAt(second ? at - 1 : at);
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
