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
            } else if (isSome) {
                some = total;
            } else {
                full = total;
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
