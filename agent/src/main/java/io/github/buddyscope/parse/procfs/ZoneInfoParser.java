// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static io.github.buddyscope.model.ZoneInfo.UNKNOWN;

import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code /proc/zoneinfo} (mm/vmstat.c, {@code zoneinfo_show_print}): a block a zone. Fields come and go with the kernel's
 * releases, so they are found by name and what isn't there stays unknown; names that aren't ours are passed over.
 */
public final class ZoneInfoParser {
    private static final WordTable FIELDS = new WordTable(
            "pages free",
            "min",
            "low",
            "high",
            "boost",
            "present",
            "managed",
            "cma",
            "nr_free_cma",
            "reserved_highatomic:",
            "free_highatomic:",
            "protection:");

    private static final int FREE = 0;
    private static final int MIN = 1;
    private static final int LOW = 2;
    private static final int HIGH = 3;
    private static final int BOOST = 4;
    private static final int PRESENT = 5;
    private static final int MANAGED = 6;
    private static final int CMA = 7;
    private static final int FREE_CMA = 8;
    private static final int RESERVED_HIGHATOMIC = 9;
    private static final int FREE_HIGHATOMIC = 10;
    private static final int PROTECTION = 11;

    private static final int MAX_ZONES = 8192;
    /** Entries of lowmem_reserve; the kernel has one a zone type, at most 6. */
    private static final int MAX_RESERVE = 16;

    private final Problems problems = new Problems();
    private final List<ZoneInfo> zones = new ArrayList<>();
    private final Set<ZoneId> seen = new HashSet<>();
    private final long[] values = new long[PROTECTION];
    private ZoneId zone;
    private List<Long> reserve = List.of();
    private boolean anyHeader;
    private int headerLine;
    private int problemsBefore;

    private final NumberPlaces places;

    private ZoneInfoParser(NumberPlaces places) {
        this.places = places;
    }

    /**
     * Parses the first {@code length} bytes; zones in printed order, empty ones ({@code present 0}) among them. A field
     * that can't be read is unknown in its zone and told of.
     */
    public static Parsed<List<ZoneInfo>> parse(byte[] text, int length) {
        return parse(text, length, new NumberPlaces());
    }

    /** @param places told where the numbers stand: the zone's index, and the number's among {@link ZoneInfo}'s as column */
    public static Parsed<List<ZoneInfo>> parse(byte[] text, int length, NumberPlaces places) {
        places.clear();
        return new ZoneInfoParser(places).read(new TextScanner(text, length));
    }

    private Parsed<List<ZoneInfo>> read(TextScanner line) {
        while (line.nextLine()) {
            if (line.cut()) {
                problems.add(line, "cut short");
            } else if (line.accept("Node")) {
                finish();
                begin(line);
            } else if (zone != null) {
                field(line);
            } else if (!anyHeader) {
                problems.add(line, "before any zone");
            }
        }
        finish();
        return problems.parsed(List.copyOf(zones), zones.isEmpty() ? "no zones" : "");
    }

    private void begin(TextScanner line) {
        anyHeader = true;
        places.fixed(line.lineStart(), line.lineEnd());
        problemsBefore = problems.count();
        headerLine = line.lineNumber();
        zone = ZoneHeader.afterNode(line);
        if (zone == null || !line.atEnd()) {
            problems.add(line, "no node and zone");
            zone = null;
        } else if (zones.size() == MAX_ZONES || !seen.add(zone)) {
            problems.add(line, zones.size() == MAX_ZONES ? "too many zones" : "the zone again");
            zone = null;
        }
        Arrays.fill(values, UNKNOWN);
        reserve = List.of();
    }

    private void field(TextScanner line) {
        int field = FIELDS.accept(line);
        if (field == PROTECTION) {
            protection(line);
        } else if (field >= 0) {
            long value = line.number();
            if (value < 0 || !line.atEnd()) {
                problems.add(line, value == TextScanner.OVERFLOW ? "beyond any memory" : "no count of pages");
            } else if (values[field] == UNKNOWN) {
                values[field] = value;
                places.number(line.digitsBegin(), line.digitsEnd(), zones.size(), field);
            }
        } else if (!line.printable()) {
            problems.add(line, "garbage");
        }
    }

    /** {@code (0, 3019, 24090, 24090, 24090)}. */
    private void protection(TextScanner line) {
        places.fixed(line.lineStart(), line.lineEnd());
        List<Long> pages = new ArrayList<>();
        boolean good = line.accept("(");
        while (good) {
            long value = line.digits();
            good = value >= 0 && pages.size() < MAX_RESERVE;
            pages.add(value);
            if (line.accept(")")) {
                break;
            }
            good = good && line.acceptWord(",");
        }
        line.skipBlanks();
        if (good && line.atEnd()) {
            reserve = pages;
        } else {
            problems.add(line, "no list of pages");
        }
    }

    private void finish() {
        if (zone != null) {
            boolean whole = values[FREE] >= 0 && values[MIN] >= 0 && values[LOW] >= 0 && values[HIGH] >= 0;
            if (!whole && problems.count() == problemsBefore) {
                problems.add(headerLine, zone + " lacks its free pages or a watermark");
            }
            zones.add(new ZoneInfo(
                    zone,
                    values[FREE],
                    new Watermarks(values[MIN], values[LOW], values[HIGH]),
                    values[BOOST],
                    values[PRESENT],
                    values[MANAGED],
                    values[CMA],
                    reserve,
                    values[FREE_CMA],
                    values[RESERVED_HIGHATOMIC],
                    values[FREE_HIGHATOMIC]));
            zone = null;
        }
    }
}
