// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/** The stamp in brackets that the kernel or dmesg puts before a line, and what a kernel adds behind it. */
final class BracketedStamp {
    private static final int LONGEST = 40;

    private BracketedStamp() {}

    /** @return false where the line has none */
    static boolean strip(LineStart start) {
        String line = start.line;
        int open = start.tagged ? start.at : Scan.blanks(line, start.at);
        if (!line.startsWith("[", open)) {
            return false;
        }
        int from = Scan.blanks(line, open + 1);
        int seconds = Scan.digits(line, from);
        boolean stamped = seconds > from && line.startsWith(".", seconds)
                ? kernelsOwn(start, from, seconds)
                : dmesgs(start, from);
        if (stamped) {
            vendorsSecond(start);
            callerId(start);
            start.skipBlank();
        }
        return stamped;
    }

    /** {@code [  12.345678]}. */
    private static boolean kernelsOwn(LineStart start, int from, int dot) {
        String line = start.line;
        int end = Scan.digits(line, dot + 1);
        if (end - dot != 7 || !line.startsWith("]", end)) {
            return false;
        }
        long whole = Scan.number(line, from, dot);
        boolean fits = whole >= 0 && whole < Long.MAX_VALUE / 2_000_000;
        start.micros = fits ? (Long) (whole * 1_000_000 + Scan.number(line, dot + 1, end)) : null;
        start.at = end + 1;
        return true;
    }

    /** {@code [  +0.000004]}, {@code [Wed Mar 13 11:16:48 2024]}, {@code [Mar13 11:16]}. */
    private static boolean dmesgs(LineStart start, int from) {
        String line = start.line;
        int close = line.indexOf(']', from);
        if (close < 0 || close - from > LONGEST) {
            return false;
        }
        if (!delta(line, from, close) && !minute(start, from, close)) {
            Stamp stamp = Stamp.ctime(line, from);
            if (stamp == null || stamp.end() != close) {
                return false;
            }
            start.time = stamp.time();
        }
        start.at = close + 1;
        return true;
    }

    private static boolean delta(String line, int from, int close) {
        if (!line.startsWith("+", from) && !line.startsWith("-", from)) {
            return false;
        }
        int dot = Scan.digits(line, from + 1);
        return line.startsWith(".", dot) && Scan.digits(line, dot + 1) == close;
    }

    private static boolean minute(LineStart start, int from, int close) {
        String line = start.line;
        return start.letters(from) - from == 3
                && close > 3
                && line.charAt(close - 3) == ':'
                && Scan.digits(line, close - 2) == close;
    }

    /** {@code  [03-19 10:05:52.172]}, which some vendors' kernels add. */
    private static void vendorsSecond(LineStart start) {
        String line = start.line;
        int at = start.at;
        if (line.length() > at + 20
                && line.startsWith(" [", at)
                && line.charAt(at + 4) == '-'
                && line.charAt(at + 7) == ' '
                && line.charAt(at + 10) == ':'
                && line.charAt(at + 20) == ']') {
            start.at += 21;
        }
    }

    /** {@code [T1662]}, {@code [    C1]}. */
    private static void callerId(LineStart start) {
        String line = start.line;
        int open = start.startsWith(" [") ? start.at + 1 : start.at;
        if (!line.startsWith("[", open)) {
            return;
        }
        int from = Scan.blanks(line, open + 1);
        boolean kind = line.startsWith("T", from) || line.startsWith("C", from);
        int end = Scan.digits(line, from + 1);
        if (kind && end > from + 1 && end < from + 12 && line.startsWith("]", end)) {
            start.caller = line.substring(from, end);
            start.at = end + 1;
        }
    }
}
