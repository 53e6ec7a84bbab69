// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.Set;

/**
 * What a line is within a memory dump.
 *
 * @param kind its part of the dump
 * @param signature the same for the same line of every dump, e.g. {@code Node 0 DMA free}: a dump has it once. Null where
 *     a dump has many of the kind
 */
public record DumpLine(Kind kind, String signature) {
    /** The parts of a dump, in the order in which they are printed as a rule. */
    public enum Kind {
        START,
        COUNTERS,
        NODE,
        PER_CPU,
        ZONE,
        RESERVE,
        BUDDY,
        TOTAL
    }

    static final String START = "Mem-Info:";
    /** What the architectures' own show_mem printed, ARM's up to 3.14. */
    static final String OLD_START = "Mem-info:";
    /** The last total that every kernel prints. */
    static final String LAST_TOTAL = "pages reserved";

    /** First keys of the lines of the block of counters, in all releases. */
    private static final Set<String> COUNTERS = Set.of(
            "active_anon:",
            "active_file:",
            "inactive_file:",
            "unevictable:",
            "slab_reclaimable:",
            "mapped:",
            "free:",
            "free_cma:",
            "sec_pagetables:",
            "kernel_misc_reclaimable:",
            "Active:",
            "Active_anon:");

    private static final int LONGEST_COUNTER = 24;

    private static final String[] TOTALS = {
        "total pagecache pages",
        "pages in swap cache",
        "pages RAM",
        "pages HighMem/MovableOnly",
        "pages HighMem",
        LAST_TOTAL,
        "pages cma reserved",
        "pages hwpoisoned",
        "pages shared",
        "pages non-shared",
        "pages in pagetable cache",
        "pages of RAM",
        "pages of HIGHMEM",
        "free pages",
        "slab pages",
        "reserved pages",
        "pages swap cached",
        "pages dirty",
        "pages writeback",
        "pages mapped",
        "pages slab",
        "pages pagetables"
    };

    /** Behind the totals: the largest users by call site (6.10), a cgroup's protection (6.19). */
    private static final String[] AFTER_TOTALS = {"Memory allocations", "Memory cgroup min protection "};

    private static final String CALL_SITE = " func:";

    private static final String[] SWAP = {"Free swap", "Total swap", "Swap cache"};

    /** Null where a line can't be of a memory dump. */
    public static DumpLine of(String text) {
        int at = Scan.blanks(text, 0);
        if (at == text.length()) {
            return null;
        }
        char first = text.charAt(at);
        if (Scan.isDigit(first)) {
            return isCallSite(text, at) ? new DumpLine(Kind.TOTAL, null) : total(text, at);
        }
        if (text.startsWith(START, at) || text.startsWith(OLD_START, at)) {
            return new DumpLine(Kind.START, START);
        }
        if (text.startsWith(LowmemReserve.LITERAL, at)) {
            return new DumpLine(Kind.RESERVE, null);
        }
        String counter = counter(text, at);
        if (counter != null) {
            return new DumpLine(Kind.COUNTERS, counter);
        }
        DumpLine total = first == 'F' || first == 'M' || first == 'S' || first == 'T' ? totalInWords(text, at) : null;
        if (total != null) {
            return total;
        }
        if (text.startsWith("CPU ", at) && text.contains(": hi:")) {
            return new DumpLine(Kind.PER_CPU, null);
        }
        return zone(text, at);
    }

    boolean endsDump() {
        return LAST_TOTAL.equals(signature);
    }

    /** The key of a counter that begins the line, with its colon; null where none does. */
    private static String counter(String text, int at) {
        int end = text.indexOf(':', at) + 1;
        if (end <= at || end - at > LONGEST_COUNTER || Scan.digits(text, end) == end) {
            return null;
        }
        String key = text.substring(at, end);
        return COUNTERS.contains(key) ? key : null;
    }

    private static DumpLine totalInWords(String text, int at) {
        for (String after : AFTER_TOTALS) {
            if (text.startsWith(after, at)) {
                return new DumpLine(Kind.TOTAL, null);
            }
        }
        for (String swap : SWAP) {
            if (text.startsWith(swap, at)) {
                return new DumpLine(Kind.TOTAL, swap);
            }
        }
        return null;
    }

    /** {@code 8.50 MiB     2177 mm/slub.c:1848 func:alloc_slab_page} (lib/alloc_tag.c, mm/show_mem.c). */
    private static boolean isCallSite(String text, int at) {
        int function = text.indexOf(CALL_SITE, at);
        return function > 0 && text.lastIndexOf(':', function - 1) > at && text.lastIndexOf(".c:", function) > at;
    }

    private static DumpLine total(String text, int at) {
        int name = Scan.blanks(text, Scan.digits(text, at));
        int end = Scan.trimmedEnd(text);
        for (String total : TOTALS) {
            if (text.startsWith(total, name) && end == name + total.length()) {
                return new DumpLine(Kind.TOTAL, total);
            }
        }
        return null;
    }

    private static DumpLine zone(String text, int at) {
        ZoneName name = ZoneName.parse(text);
        if (name == null) {
            int end = text.startsWith("Node ", at) ? Scan.digits(text, at + 5) : -1;
            boolean node = end > 0 && (text.startsWith(" active_anon:", end) || text.startsWith(" hugepages_", end));
            return node ? new DumpLine(Kind.NODE, text.startsWith(" h", end) ? null : text.substring(at, end)) : null;
        }
        int end = name.end();
        if (text.startsWith(" free:", end)) {
            return new DumpLine(Kind.ZONE, name.id() + " free");
        }
        if (text.startsWith(" per-cpu:", end)) {
            return new DumpLine(Kind.PER_CPU, name.id() + " per-cpu");
        }
        int star = text.startsWith(": ", end) ? Scan.digits(text, Scan.blanks(text, end + 1)) : -1;
        return star > 0 && BuddyLine.isTimes(text, star) && Scan.isDigit(text.charAt(star - 1))
                ? new DumpLine(Kind.BUDDY, name.id() + " buddy")
                : null;
    }
}
