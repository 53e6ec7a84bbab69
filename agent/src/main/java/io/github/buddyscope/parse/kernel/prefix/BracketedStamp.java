// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/** The stamp in brackets that the kernel, dmesg or journalctl puts before a line, and what a kernel adds behind it. */
final class BracketedStamp {
    private static final int LONGEST = 64;

    /** Characters in which the kernel's stamp is looked for behind other text, and how many brackets are tried. */
    private static final int LONGEST_BEGINNING = 200;

    private static final int MOST_BRACKETS = 8;

    private BracketedStamp() {}

    /** Whether the kernel's own stamp stands there. */
    static boolean at(String line, int at) {
        if (!line.startsWith("[", at)) {
            return false;
        }
        int from = Scan.blanks(line, at + 1);
        int dot = Scan.digits(line, from);
        int end = line.startsWith(".", dot) ? Scan.digits(line, dot + 1) : dot;
        return dot > from && end - dot == 7 && line.startsWith("]", end);
    }

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
            VendorStamp.strip(start);
            callerId(start);
            start.skipBlank();
        }
        return stamped;
    }

    /**
     * The kernel's stamp behind a shell prompt, a program's unfinished line, or a prefix of a form that isn't known. A
     * beginning whose first word ends with a colon names a program.
     */
    static boolean stripFurtherOn(LineStart start) {
        String line = start.line;
        int word = Scan.word(line, start.at);
        if (word > start.at && line.charAt(word - 1) == ':') {
            return false;
        }
        int open = start.at;
        for (int i = 0; i < MOST_BRACKETS; i++) {
            open = line.indexOf('[', open + 1);
            if (open < 0 || open > start.at + LONGEST_BEGINNING) {
                return false;
            }
            if (at(line, open)) {
                start.at = open;
                return strip(start);
            }
        }
        return false;
    }

    /** {@code [  12.345678]}, of dmesg -d and journalctl -o short-delta with the time since the line before. */
    private static boolean kernelsOwn(LineStart start, int from, int dot) {
        String line = start.line;
        int end = Scan.digits(line, dot + 1);
        int close = line.startsWith("]", end) ? end : line.indexOf(']', end);
        if (end - dot != 7 || close < 0 || close - from > LONGEST || close > end && !since(line, end, close)) {
            return false;
        }
        long whole = Scan.number(line, from, dot);
        boolean fits = whole >= 0 && whole < Long.MAX_VALUE / 2_000_000;
        start.micros = fits ? (Long) (whole * 1_000_000 + Scan.number(line, dot + 1, end)) : null;
        start.at = close + 1;
        return true;
    }

    /** {@code [  +0.000004]}, {@code [Wed Mar 13 11:16:48 2024]}, {@code [Mar13 11:16]}, {@code [<   0.000012>]}. */
    private static boolean dmesgs(LineStart start, int from) {
        String line = start.line;
        int close = line.indexOf(']', from);
        if (close < 0 || close - from > LONGEST) {
            return false;
        }
        if (!delta(line, from, close) && !minute(start, from, close) && !since(line, from, close)) {
            Stamp stamp = Stamp.ctime(line, from);
            if (stamp == null || stamp.end() != close && !since(line, stamp.end(), close)) {
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

    /** {@code  <    0.000012 >}, or only blanks where there is no line before. */
    private static boolean since(String line, int from, int close) {
        int open = Scan.blanks(line, from);
        if (open == close) {
            return true;
        }
        int seconds = line.startsWith("<", open) ? Scan.blanks(line, open + 1) : close;
        int dot = Scan.digits(line, seconds);
        int end = line.startsWith(".", dot) ? Scan.digits(line, dot + 1) : close;
        int mark = line.startsWith("*", end) || line.startsWith(" ", end) ? end + 1 : end;
        return line.startsWith(">", mark) && mark + 1 == close;
    }

    private static boolean minute(LineStart start, int from, int close) {
        String line = start.line;
        int name = start.letters(from);
        return name - from >= 2
                && name - from <= 5
                && close > 3
                && line.charAt(close - 3) == ':'
                && Scan.digits(line, close - 2) == close;
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
