// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.parse.kernel.line.KeyValues;
import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * {@code Node 0 DMA32 free:93212kB boost:0kB min:8464kB low:11552kB …} (mm/show_mem.c, {@code show_free_areas}).
 *
 * @param zone without reserve and buddy list, which are lines of their own
 * @param cut the line ends within a value, or before the watermarks
 */
record ZoneLine(ReportZone zone, boolean cut) {
    /** Null where the line is none. */
    static ZoneLine parse(String line) {
        ZoneName name = ZoneName.parse(line);
        if (name == null || !line.startsWith(" free:", name.end())) {
            return null;
        }
        KeyValues values = new KeyValues(line);
        ZoneId id = name.id();
        ReportZone zone = new ReportZone(
                id,
                values.kb("free"),
                values.kb("boost"),
                values.kb("min"),
                values.kb("low"),
                values.kb("high"),
                values.kb("reserved_highatomic"),
                values.kb("free_highatomic"),
                values.kb("present"),
                values.kb("managed"),
                values.kb("free_pcp"),
                values.kb("free_cma"),
                null,
                null);
        boolean whole = zone.freeKb() != null && zone.minKb() != null && zone.lowKb() != null && zone.highKb() != null;
        return new ZoneLine(zone, !whole || !endsWhole(line));
    }

    private static boolean endsWhole(String line) {
        int end = Scan.trimmedEnd(line);
        int from = end;
        while (from > 0 && line.charAt(from - 1) != ' ') {
            from--;
        }
        String last = line.substring(from, end);
        if (last.equals("yes") || last.equals("no")) {
            return true;
        }
        int digits = last.indexOf(':') + 1;
        int unit = Scan.digits(last, digits);
        return digits > 1
                && unit > digits
                && (last.startsWith("kB", unit) || last.startsWith("KB", unit))
                && unit + 2 == last.length();
    }
}
