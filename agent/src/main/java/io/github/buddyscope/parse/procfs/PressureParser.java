// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static io.github.buddyscope.model.ZoneInfo.UNKNOWN;

import io.github.buddyscope.model.Pressure;

/**
 * {@code /proc/pressure/memory} (kernel/sched/psi.c, {@code psi_show}): {@code some avg10=0.00 avg60=0.00 avg300=0.00
 * total=13003}, then the same for {@code full}.
 */
public final class PressureParser {
    private PressureParser() {}

    /** Parses the first {@code length} bytes; null where neither total can be read. */
    public static Parsed<Pressure> parse(byte[] text, int length) {
        return parse(text, length, new NumberPlaces());
    }

    /** @param places told where the numbers stand, in one row: some in column 0, full in column 1 */
    public static Parsed<Pressure> parse(byte[] text, int length, NumberPlaces places) {
        places.clear();
        Problems problems = new Problems();
        long some = UNKNOWN;
        long full = UNKNOWN;
        TextScanner line = new TextScanner(text, length);
        while (line.nextLine()) {
            boolean isSome = line.acceptWord("some");
            boolean isFull = !isSome && line.acceptWord("full");
            if (line.cut() || !isSome && !isFull) {
                problems.add(line, line.cut() ? "cut short" : "neither some nor full");
                continue;
            }
            long total = total(line);
            if (total < 0) {
                problems.add(line, "no total in microseconds");
            } else if (isSome && some == UNKNOWN) {
                some = total;
                places.number(line.digitsBegin(), line.digitsEnd(), 0, 0);
            } else if (isFull && full == UNKNOWN) {
                full = total;
                places.number(line.digitsBegin(), line.digitsEnd(), 0, 1);
            }
        }
        return some == UNKNOWN && full == UNKNOWN
                ? problems.parsed(null, "no totals")
                : problems.parsed(new Pressure(some, full), "");
    }

    private static long total(TextScanner line) {
        while (!line.atEnd()) {
            if (line.accept("total=")) {
                return line.number();
            }
            line.skipWord();
        }
        return TextScanner.MALFORMED;
    }
}
