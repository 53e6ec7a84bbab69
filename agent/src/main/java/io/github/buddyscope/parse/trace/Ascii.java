// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

/** Comparisons and numbers in bytes. */
final class Ascii {
    /** No number, or one beyond the range asked for. */
    static final long NONE = Long.MIN_VALUE;

    private Ascii() {}

    static boolean startsWith(byte[] text, int from, int to, String ascii) {
        if (to - from < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (text[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Where the digits that begin at {@code from} end. */
    static int digitsEnd(byte[] text, int from, int to) {
        int at = from;
        while (at < to && isDigit(text[at])) {
            at++;
        }
        return at;
    }

    static int blanksEnd(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] == ' ') {
            at++;
        }
        return at;
    }

    /** The text as a whole as a decimal number, with a minus or without; {@link #NONE} where it isn't one. */
    static long number(byte[] text, int from, int to) {
        boolean minus = from < to && text[from] == '-';
        int at = minus ? from + 1 : from;
        if (at == to) {
            return NONE;
        }
        long value = 0;
        for (; at < to; at++) {
            if (!isDigit(text[at])) {
                return NONE;
            }
            int digit = text[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return NONE;
            }
            value = value * 10 + digit;
        }
        return minus ? -value : value;
    }
}
