// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.parse.kernel.line.Scan;

/** The words of a zone's line behind its name: {@code key:value} with a unit, whole or cut, and the last, which asks. */
final class Figures {
    private static final String[] IN_PAGES = {"pages_scanned", "node_pages_scanned"};
    private static final String LAST = "all_unreclaimable?";

    private Figures() {}

    /** Whether the last word needs nothing more. */
    static boolean wholeAtEnd(String text) {
        int from = text.lastIndexOf(' ') + 1;
        int colon = text.indexOf(':', from);
        int value = colon < 0 ? from : colon + 1;
        int end = Scan.digits(text, value);
        boolean inPages = colon > 0 && isInPages(text, from, colon) && end == text.length();
        return text.endsWith("?") || end > value && (inPages || end + 2 == text.length() && isUnit(text, end, end + 2));
    }

    /** Whether such a word begins there. */
    static boolean begins(String next, int from) {
        int end = Scan.word(next, from);
        int colon = next.indexOf(':', from);
        return isLastFigure(next, from, end) || colon > from && colon < end && !Scan.isDigit(next.charAt(from));
    }

    /** Every word from there on is a figure, or the last one the beginning of one. */
    static boolean all(String text, int from) {
        int at = Scan.blanks(text, from);
        while (at < text.length()) {
            int end = Scan.word(text, at);
            boolean last = Scan.blanks(text, end) == text.length();
            if (!isFigure(text, at, end) && !(last && isKeyCut(text, at, end))) {
                return false;
            }
            at = Scan.blanks(text, end);
        }
        return true;
    }

    /** Whether a zone's line has all of its words. */
    static boolean ended(String text) {
        int end = Scan.trimmedEnd(text);
        return text.startsWith(" yes", end - 4) || text.startsWith(" no", end - 3);
    }

    /** Every word from there on is a counter, in pages. */
    static boolean counts(String text, int from) {
        for (int at = Scan.blanks(text, from); at < text.length(); ) {
            int end = Scan.word(text, at);
            int colon = text.indexOf(':', at);
            if (colon < 0 || colon >= end || !isKey(text, at, colon) || Scan.digits(text, colon + 1) != end) {
                return false;
            }
            at = Scan.blanks(text, end);
        }
        return true;
    }

    /** Whether the unit, in either spelling, is what stands there. */
    static boolean isUnit(String text, int from, int to) {
        return from >= 0 && to <= text.length() && (text.startsWith("kB", from) || text.startsWith("KB", from));
    }

    private static boolean isLastFigure(String text, int from, int to) {
        return switch (text.substring(from, to)) {
            case LAST, "yes", "no" -> true;
            default -> false;
        };
    }

    private static boolean isFigure(String text, int from, int to) {
        if (isLastFigure(text, from, to)) {
            return true;
        }
        int colon = text.indexOf(':', from);
        if (colon < 0 || colon >= to) {
            int unit = Scan.digits(text, from); // the value of "shmem_thp: 0kB"
            return unit > from && unit + 2 == to && isUnit(text, unit, to);
        }
        if (!isKey(text, from, colon)) {
            return false;
        }
        int end = Scan.digits(text, colon + 1);
        return colon + 1 == to || end + 2 == to && isUnit(text, end, to) || end == to && isInPages(text, from, colon);
    }

    /** A key without its value's unit, as the edge of a column or a pager leaves it. */
    private static boolean isKeyCut(String text, int from, int to) {
        int colon = text.indexOf(':', from);
        int keyEnd = colon < 0 || colon > to ? to : colon;
        int rest = keyEnd < to ? Scan.digits(text, keyEnd + 1) : to;
        boolean pager = to > from && text.charAt(to - 1) == '>';
        return isKey(text, from, pager ? to - 1 : keyEnd) && (rest == to || to - rest <= 1 || pager);
    }

    private static boolean isKey(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || Scan.isDigit(c)
                    || c == '_'
                    || c == '('
                    || c == ')')) {
                return false;
            }
        }
        return to > from && !Scan.isDigit(text.charAt(from));
    }

    private static boolean isInPages(String text, int from, int colon) {
        for (String key : IN_PAGES) {
            if (colon - from == key.length() && text.startsWith(key, from)) {
                return true;
            }
        }
        return false;
    }
}
