// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.mend;

import io.github.buddyscope.parse.kernel.dump.DumpLine;
import io.github.buddyscope.parse.kernel.dump.LowmemReserve;
import io.github.buddyscope.parse.kernel.dump.ZoneName;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.Set;

/**
 * Pieces of the lines that a memory dump has for its nodes and zones. {@code show_free_areas} prints {@code Node 0 }, the
 * zone's figures, and every number of {@code lowmem_reserve[]} on their own (mm/page_alloc.c, since 4.9 with KERN_CONT).
 */
final class PartialZone {
    /** Counters that no line of their block begins with when it comes whole; some did in other releases. */
    private static final Set<String> COUNTERS_WITHIN = Set.of(
            "inactive_anon",
            "isolated_anon",
            "inactive_file",
            "isolated_file",
            "dirty",
            "writeback",
            "unstable",
            "slab_unreclaimable",
            "shmem",
            "pagetables",
            "sec_pagetables",
            "bounce",
            "free_pcp",
            "free_cma");

    private static final int MAX_RESERVE_DIGITS = 12;
    private static final int LONGEST = 1600;

    private PartialZone() {}

    /** Null where the line is none of these. */
    static LinePart part(String text, int at) {
        if (text.startsWith(LowmemReserve.LITERAL, at)) {
            return LinePart.RESERVE;
        }
        int end = text.startsWith("Node ", at) ? Scan.digits(text, at + 5) : -1;
        if (end > at + 5 && (Scan.blanks(text, end) == text.length())) {
            return LinePart.ZONE_NAME;
        }
        if (end > at + 5 && text.startsWith(" active_anon:", end)) {
            return Figures.ended(text) ? null : LinePart.FIGURES;
        }
        ZoneName name = ZoneName.parse(text);
        if (name != null) {
            if (text.startsWith(" free:", name.end())) {
                return Figures.ended(text) ? null : LinePart.FIGURES;
            }
            int colon = text.startsWith(":", name.end()) ? name.end() + 1 : name.end();
            boolean known = end > 0 || isZone(name.id().zone());
            return known && Scan.blanks(text, colon) == text.length() ? LinePart.ZONE_NAME : null;
        }
        DumpLine dump = DumpLine.of(text);
        return dump != null && dump.kind() == DumpLine.Kind.COUNTERS && !inKb(text, at) ? LinePart.COUNTERS : null;
    }

    private static boolean isZone(String name) {
        return switch (name) {
            case "DMA", "DMA32", "Normal", "HighMem", "Movable", "Device" -> true;
            default -> false;
        };
    }

    /** What follows a node or a zone's name. */
    static String named(String text, String next) {
        String joined = LinePart.spaced(text, next);
        ZoneName name = ZoneName.parse(joined);
        if (name == null) {
            boolean node = next.stripLeading().startsWith("active_anon:")
                    && text.strip().startsWith("Node ");
            return node && part(joined, Scan.blanks(joined, 0)) == LinePart.FIGURES ? joined : null;
        }
        int colon = name.end();
        boolean figures = joined.startsWith(" free:", colon) || joined.startsWith(" per-cpu:", colon);
        boolean list = joined.startsWith(": ", colon) && countAt(joined, Scan.blanks(joined, colon + 1));
        boolean bare = joined.startsWith(":", colon) && Scan.blanks(joined, colon + 1) == joined.length();
        return figures || list || bare && next.strip().endsWith(":") ? joined : null;
    }

    private static boolean countAt(String text, int at) {
        int star = Scan.digits(text, at);
        return star > at && text.startsWith("*", star);
    }

    /** More of {@code key:value} pairs; the break may be within a word. */
    static String figures(String text, String next) {
        int from = Scan.blanks(next, 0);
        if (text.length() + next.length() > LONGEST) {
            return null;
        }
        boolean whole = Character.isWhitespace(text.charAt(text.length() - 1)) || from > 0 || Figures.wholeAtEnd(text);
        if (whole && !Figures.begins(next, from)) {
            return text.endsWith(":") || text.endsWith(": ") || text.endsWith("? ") ? value(text, next, from) : null;
        }
        String joined = from > 0 || !Figures.wholeAtEnd(text) ? text + next : LinePart.spaced(text, next);
        int word = text.length();
        while (word > 0 && joined.charAt(word - 1) != ' ') {
            word--;
        }
        return Figures.all(joined, word) && !repeats(text, joined, word) ? joined : null;
    }

    /** Whether a figure stands in the line already: then the piece is of another zone's. */
    private static boolean repeats(String text, String joined, int from) {
        for (int at = Scan.blanks(joined, from); at < joined.length(); ) {
            int end = Scan.word(joined, at);
            int colon = joined.indexOf(':', at);
            boolean key = colon > at && colon < end;
            int before = key ? text.indexOf(joined.substring(at - 1, colon + 1)) : -1;
            if (before >= 0 && before + 1 < at) {
                return true;
            }
            at = Scan.blanks(joined, end);
        }
        return false;
    }

    /** {@code shmem_thp: } and {@code all_unreclaimable? } have a blank before their value. */
    private static String value(String text, String next, int from) {
        int end = Scan.word(next, from);
        boolean number = Scan.digits(next, from) == end - 2 && Figures.isUnit(next, end - 2, end);
        boolean answer = next.startsWith("no", from) || next.startsWith("yes", from);
        boolean fits = text.stripTrailing().endsWith("?") ? answer : number;
        return fits && Figures.all(next, end) ? text + next : null;
    }

    private static boolean inKb(String text, int at) {
        int end = Scan.digits(text, text.indexOf(':', at) + 1);
        return Figures.isUnit(text, end, end + 2);
    }

    /** More of the block of counters, whose lines begin with other keys than these. */
    static String counters(String text, String next) {
        int at = Scan.blanks(next, 0);
        int colon = next.indexOf(':', at);
        boolean inside = colon > at && !next.startsWith(" ") && COUNTERS_WITHIN.contains(next.substring(at, colon));
        String joined = inside ? LinePart.spaced(text, next) : null;
        return inside && Figures.counts(joined, text.length()) ? joined : null;
    }

    /** More numbers of {@code lowmem_reserve[]}. */
    static String reserve(String text, String next) {
        int at = Scan.blanks(next, 0);
        if (at == next.length()) {
            return null;
        }
        while (at < next.length()) {
            int end = Scan.digits(next, at);
            boolean number = end > at && end - at <= MAX_RESERVE_DIGITS && (end - at == 1 || next.charAt(at) != '0');
            if (!number || end < next.length() && next.charAt(end) != ' ') {
                return null;
            }
            at = Scan.blanks(next, end);
        }
        String joined = LinePart.spaced(text, next);
        return LowmemReserve.parse(joined) == null ? null : joined;
    }
}
