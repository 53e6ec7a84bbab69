// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.parse.kernel.dump.BuddyLine;
import io.github.buddyscope.parse.kernel.dump.ZoneName;
import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * Pieces of a buddy list: {@code Normal: }, {@code 1*4kB }, {@code (U) }, {@code = 15360kB}. A joined list must add up to the
 * total behind it, as the kernel's own do: what was lost between two pieces would else make a shorter list of them.
 */
final class PartialBuddy {
    /** The fewest orders that a kernel can be built with are eight or so; a list joined to fewer has lost some. */
    private static final int FEWEST_ORDERS = 7;

    private PartialBuddy() {}

    /** Whether a buddy list begins here and isn't whole. */
    static boolean begins(String text) {
        ZoneName name = ZoneName.parse(text);
        if (name == null || !text.startsWith(": ", name.end())) {
            return false;
        }
        int at = Scan.blanks(text, name.end() + 1);
        int star = Scan.digits(text, at);
        return star > at && text.startsWith("*", star) && total(text) < 0;
    }

    /** Null where the piece is none, or where the list is finished with it and doesn't add up. */
    static String joined(String text, String next) {
        int at = Scan.blanks(next, 0);
        if (at == next.length() || !isPiece(next, at)) {
            return null;
        }
        String joined = within(text, next) ? text + next : LinePart.spaced(text, next);
        if (!isPrefix(joined)) {
            return null;
        }
        return total(joined) < 0 || addsUp(joined) ? joined : null;
    }

    /** Whether the break is within a word: {@code 12*40} and {@code 96kB}. */
    private static boolean within(String text, String next) {
        char last = text.charAt(text.length() - 1);
        char first = next.charAt(0);
        boolean unit = last == 'k' && first == 'B' || Scan.isDigit(last) && first == 'k';
        boolean star = last == '*' || first == '*' || Scan.isDigit(last) && Scan.isDigit(first);
        boolean letters = last == '(' || first == ')' || Character.isUpperCase(last) && Character.isUpperCase(first);
        return unit || star || letters && last != 'B';
    }

    private static boolean isPiece(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if ("0123456789*kB ()UMERHCI=\t".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether each word that is finished is one that stands in a list, with sizes that double. */
    private static boolean isPrefix(String text) {
        int at = Scan.blanks(text, text.indexOf(": ") + 1);
        long size = 0;
        while (at < text.length() && text.charAt(at) != '=') {
            int end = Scan.word(text, at);
            boolean last = Scan.blanks(text, end) == text.length();
            if (text.charAt(at) != '(') {
                int star = Scan.digits(text, at);
                int unit = text.startsWith("*", star) ? Scan.digits(text, star + 1) : end;
                long own = Scan.number(text, star + 1, unit);
                boolean whole = star > at && own > 0 && text.startsWith("kB", unit) && unit + 2 == end;
                if (!whole && !last || whole && size > 0 && own != 2 * size) {
                    return false;
                }
                size = whole ? own : size;
            }
            at = Scan.blanks(text, end);
        }
        return true;
    }

    /** The total in kB, -1 where it isn't there yet. */
    private static long total(String text) {
        int equals = text.indexOf("= ");
        int at = Scan.blanks(text, equals + 1);
        int unit = Scan.digits(text, at);
        return equals < 0 || !text.startsWith("kB", unit) ? -1 : Scan.number(text, at, unit);
    }

    private static boolean addsUp(String text) {
        BuddyLine line = BuddyLine.parse(text);
        BuddyList list = line == null ? null : line.list();
        if (list == null || list.totalKb() == null || list.counts().orders() < FEWEST_ORDERS) {
            return false;
        }
        long sum = 0;
        for (int order = 0; order < list.counts().orders(); order++) {
            sum += list.counts().count(order) * list.blockKb().get(order);
        }
        return sum == list.totalKb();
    }
}
