// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Node 0 DMA: 0*4kB 1*8kB (U) … 3*4096kB (M) = 15360kB}, with as many orders as the kernel has and blocks as large
 * as its pages make them.
 *
 * @param list null where the line is cut, shortened by hand or garbled: a short list would claim that no larger blocks exist
 */
public record BuddyLine(ZoneId id, BuddyList list) {
    private static final int MAX_ORDERS = 32;

    /** Null where the line is none. */
    public static BuddyLine parse(String line) {
        ZoneName name = ZoneName.parse(line);
        if (name == null || !line.startsWith(": ", name.end())) {
            return null;
        }
        int at = Scan.blanks(line, name.end() + 1);
        int star = Scan.digits(line, at);
        return star > at && isTimes(line, star) ? new BuddyLine(name.id(), list(line, at)) : null;
    }

    /** {@code 1*4kB}, or {@code 1_4kB}: what issue trackers make of pairs of asterisks, which mean emphasis to them. */
    static boolean isTimes(String line, int at) {
        return line.startsWith("*", at) || line.startsWith("_", at);
    }

    private static BuddyList list(String line, int from) {
        List<Long> counts = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        List<String> types = new ArrayList<>();
        boolean letters = false;
        boolean blocks = false;
        int at = from;
        while (at < line.length() && line.charAt(at) != '=') {
            int star = Scan.digits(line, at);
            int unit = star + 1 > line.length() ? star : Scan.digits(line, star + 1);
            long count = Scan.number(line, at, star);
            long size = isTimes(line, star) ? Scan.number(line, star + 1, unit) : -1;
            boolean doubled = sizes.isEmpty() || size == 2 * sizes.get(sizes.size() - 1);
            if (count < 0 || size <= 0 || !doubled || !line.startsWith("kB ", unit) || counts.size() == MAX_ORDERS) {
                return null;
            }
            at = Scan.blanks(line, unit + 2);
            String type = "";
            if (at < line.length() && line.charAt(at) == '(') {
                int close = line.indexOf(')', at);
                if (close < 0 || close - at > 16) {
                    return null;
                }
                type = line.substring(at + 1, close);
                at = Scan.blanks(line, close + 1);
            }
            counts.add(count);
            sizes.add(size);
            types.add(type);
            letters |= !type.isEmpty();
            blocks |= count > 0;
        }
        if (at >= line.length() || counts.isEmpty()) {
            return null;
        }
        long[] blocksByOrder = new long[counts.size()];
        for (int i = 0; i < blocksByOrder.length; i++) {
            blocksByOrder[i] = counts.get(i);
        }
        // kernels before 3.10 print no letters; a list without any block shows none on newer ones either
        List<String> shown = letters || !blocks ? types : List.of();
        return new BuddyList(FreeBlocks.of(blocksByOrder), sizes, shown, total(line, at + 1));
    }

    private static Long total(String line, int from) {
        int at = Scan.blanks(line, from);
        int unit = Scan.digits(line, at);
        long total = Scan.number(line, at, unit);
        return total >= 0 && line.startsWith("kB", unit) ? (Long) total : null;
    }
}
