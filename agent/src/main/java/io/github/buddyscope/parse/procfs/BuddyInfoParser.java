// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import io.github.buddyscope.model.BuddyInfo;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code /proc/buddyinfo} (mm/vmstat.c, {@code frag_show_print}): a row a zone, a column an order. The number of orders
 * is the kernel's and taken from the rows themselves.
 */
public final class BuddyInfoParser {
    /** Columns of the widest kernel that can be configured are fewer. */
    private static final int MAX_ORDERS = 40;
    /** 2^64 bytes in pages of 4 KiB; keeps all arithmetic on the counts within a long. */
    private static final long MAX_PAGES = 1L << 52;

    private static final int MAX_ZONES = 8192;

    private final Problems problems = new Problems();
    private final List<BuddyInfo> rows = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final Set<ZoneId> seen = new HashSet<>();
    private final long[] counts = new long[MAX_ORDERS];
    private final NumberPlaces places;

    private BuddyInfoParser(NumberPlaces places) {
        this.places = places;
    }

    /** Parses the first {@code length} bytes; zones in printed order, none where no row can be read. */
    public static Parsed<List<BuddyInfo>> parse(byte[] text, int length) {
        return parse(text, length, new NumberPlaces());
    }

    /** @param places told where the numbers stand: the row's index, and the order as column */
    public static Parsed<List<BuddyInfo>> parse(byte[] text, int length, NumberPlaces places) {
        places.clear();
        return new BuddyInfoParser(places).read(new TextScanner(text, length));
    }

    private Parsed<List<BuddyInfo>> read(TextScanner line) {
        while (line.nextLine()) {
            row(line);
        }
        dropRowsOfOtherWidth();
        return problems.parsed(List.copyOf(rows), rows.isEmpty() ? "no rows" : "");
    }

    private void row(TextScanner line) {
        if (line.cut()) {
            problems.add(line, "cut short");
            return;
        }
        ZoneId id = ZoneHeader.read(line);
        if (id == null) {
            problems.add(line, "no node and zone");
            return;
        }
        places.fixed(line.lineStart(), line.wordEnd());
        int orders = 0;
        long pages = 0;
        while (!line.atEnd()) {
            long count = line.number();
            if (count < 0) {
                problems.add(line, "order " + orders + " is no count of blocks");
                return;
            }
            if (orders == MAX_ORDERS || count > (MAX_PAGES - pages) >> orders) {
                problems.add(line, "more memory than there can be");
                return;
            }
            pages += count << orders;
            places.number(line.digitsBegin(), line.digitsEnd(), rows.size(), orders, mostDigits(orders));
            counts[orders++] = count;
        }
        if (orders == 0) {
            problems.add(line, "no counts");
        } else if (rows.size() == MAX_ZONES || !seen.add(id)) {
            problems.add(line, rows.size() == MAX_ZONES ? "too many zones" : "the zone again");
        } else {
            rows.add(new BuddyInfo(id, FreeBlocks.of(Arrays.copyOf(counts, orders))));
            lines.add(line.lineNumber());
        }
    }

    /** Of counts that stay below {@link #MAX_PAGES} whatever the other orders have. */
    private static int mostDigits(int order) {
        int digits = 0;
        for (long beyond = 10; beyond <= MAX_PAGES / MAX_ORDERS >> order; beyond *= 10) {
            digits++;
        }
        return digits;
    }

    /** All zones of a kernel have as many orders: a row that differs from most was cut or tampered with. */
    private void dropRowsOfOtherWidth() {
        int width = commonWidth();
        int kept = 0;
        for (int i = 0; i < rows.size(); i++) {
            BuddyInfo row = rows.get(i);
            if (row.free().orders() == width) {
                rows.set(kept++, row);
            } else {
                problems.add(
                        lines.get(i),
                        row.free().orders() + " orders where other rows have " + width + " (" + row.id() + ")");
            }
        }
        rows.subList(kept, rows.size()).clear();
    }

    /** The width of most rows; of two equally frequent ones the larger, since rows get cut and not longer. */
    private int commonWidth() {
        int[] frequency = new int[MAX_ORDERS + 1];
        for (BuddyInfo row : rows) {
            frequency[row.free().orders()]++;
        }
        int width = 0;
        for (int orders = 1; orders <= MAX_ORDERS; orders++) {
            if (frequency[orders] > 0 && frequency[orders] >= frequency[width]) {
                width = orders;
            }
        }
        return width;
    }
}
