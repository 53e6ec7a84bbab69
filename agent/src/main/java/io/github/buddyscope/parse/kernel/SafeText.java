// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/**
 * Makes log text fit for a terminal, a recording or a console: what could steer one becomes something to be seen. Every
 * text that leaves the parser has passed through here.
 */
public final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /**
     * The text with each control character but newline and tab replaced by its picture (U+2400 to U+2421), and C1
     * controls, line separators, direction overrides and lone surrogates by U+FFFD. A clean text comes back as it is.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (visible(text, i) != text.charAt(i)) {
                return replaced(text, i);
            }
        }
        return text;
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
        boolean steers = c <= 0x9f // C1: 0x9b starts a terminal sequence of its own
                || c >= 0x2028 && c <= 0x202e // line and paragraph separator, direction embeddings and overrides
                || c >= 0x2066 && c <= 0x2069 // direction isolates
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c
                || c == 0xfeff;
        return steers || loneSurrogate(text, at) ? REPLACEMENT : c;
    }

    private static boolean loneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
