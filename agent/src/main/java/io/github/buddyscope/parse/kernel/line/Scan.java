// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.line;

/** Small steps over a line's characters. Nothing here throws or allocates; from a negative position no step is made. */
public final class Scan {
    private Scan() {}

    /** Whether it is one of the ten digits of ASCII. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The end of the digits that begin at {@code from}; {@code from} where there are none. */
    public static int digits(String s, int from) {
        int i = from;
        while (i >= 0 && i < s.length() && isDigit(s.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The end of the hexadecimal digits that begin at {@code from}. */
    public static int hexDigits(String s, int from) {
        int i = from;
        while (i >= 0 && i < s.length() && Character.digit(s.charAt(i), 16) >= 0 && s.charAt(i) < 0x80) {
            i++;
        }
        return i;
    }

    /** The end of the blanks and tabs that begin at {@code from}. */
    public static int blanks(String s, int from) {
        int i = from;
        while (i >= 0 && i < s.length() && (s.charAt(i) == ' ' || s.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** The end of the word, that is the next blank or the line's end. */
    public static int word(String s, int from) {
        int i = from;
        while (i >= 0 && i < s.length() && s.charAt(i) != ' ' && s.charAt(i) != '\t') {
            i++;
        }
        return i;
    }

    /** The end of the line without its trailing blanks. */
    public static int trimmedEnd(String s) {
        int end = s.length();
        while (end > 0 && (s.charAt(end - 1) == ' ' || s.charAt(end - 1) == '\t')) {
            end--;
        }
        return end;
    }

    /** The decimal number that fills {@code from} to {@code to}; -1 where it isn't one or doesn't fit a signed long. */
    public static long number(String s, int from, int to) {
        if (from < 0 || from >= to || to > s.length()) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = s.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** As {@link #number}, but -1 above {@code max} too. */
    public static int smallNumber(String s, int from, int to, int max) {
        long value = number(s, from, to);
        return value > max ? -1 : (int) value;
    }

    /** Nodes as the kernel prints a mask, e.g. {@code 0,2-3}: not empty and whole. */
    public static boolean isNodeList(String s) {
        boolean digitBefore = false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (!isDigit(c) && (c != ',' && c != '-' || !digitBefore)) {
                return false;
            }
            digitBefore = isDigit(c);
        }
        return digitBefore;
    }
}
