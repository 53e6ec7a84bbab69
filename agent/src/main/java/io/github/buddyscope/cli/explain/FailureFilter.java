// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.text.SafeText;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which failures are told of.
 *
 * @param since null for all times
 * @param now for dates without a year, which are taken for the last such date; null where since is
 * @param kinds all of them where none was asked for
 * @param lowest order; -1 where none was asked for
 */
record FailureFilter(LocalDateTime since, LocalDateTime now, Set<FailureKind> kinds, int lowest, int highest) {
    static final FailureFilter ALL =
            new FailureFilter(null, null, EnumSet.allOf(FailureKind.class), -1, Integer.MAX_VALUE);

    private static final int MOST_DIGITS = 3;

    enum Answer {
        YES,
        NO,
        /** The log gives no date to compare with. */
        NO_DATE,
        TOO_EARLY
    }

    FailureFilter since(LocalDateTime time, LocalDateTime today) {
        return new FailureFilter(time, today, kinds, lowest, highest);
    }

    /** @param names as in the JSON, in any case, each as short as it is clear */
    FailureFilter kinds(String names) throws WrongUsage {
        Set<FailureKind> chosen = EnumSet.noneOf(FailureKind.class);
        for (String name : names.split(",", -1)) {
            chosen.add(kind(name));
        }
        return new FailureFilter(since, now, chosen, lowest, highest);
    }

    private static FailureKind kind(String name) throws WrongUsage {
        String wanted = name.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        FailureKind found = null;
        int matches = 0;
        for (FailureKind kind : FailureKind.values()) {
            if (kind.name().equals(wanted)) {
                return kind;
            }
            if (!wanted.isEmpty() && kind.name().startsWith(wanted)) {
                found = kind;
                matches++;
            }
        }
        if (matches != 1) {
            StringBuilder known = new StringBuilder();
            for (FailureKind kind : FailureKind.values()) {
                known.append(known.isEmpty() ? "" : ", ").append(kind);
            }
            throw new WrongUsage("--kind takes some of " + known + ", not '" + SafeText.line(name) + "'");
        }
        return found;
    }

    /** @param orders {@code N}, {@code N+} or {@code N-M} */
    FailureFilter orders(String orders) throws WrongUsage {
        String text = orders.strip();
        boolean open = text.endsWith("+");
        int dash = text.indexOf('-');
        int from = number(open ? text.substring(0, text.length() - 1) : dash < 0 ? text : text.substring(0, dash));
        int to = open ? Integer.MAX_VALUE : dash < 0 ? from : number(text.substring(dash + 1));
        if (from < 0 || to < from) {
            throw new WrongUsage("--order takes an order like 5, 3+ or 2-4, not '" + SafeText.line(orders) + "'");
        }
        return new FailureFilter(since, now, kinds, from, to);
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(text);
    }

    Answer takes(FailureReport report) {
        if (since != null) {
            LocalDateTime time = report.header().time();
            if (time == null) {
                return Answer.NO_DATE;
            }
            if (dated(time).isBefore(since)) {
                return Answer.TOO_EARLY;
            }
        }
        boolean order = lowest < 0 || report.order() != null && report.order() >= lowest && report.order() <= highest;
        return order && kinds.contains(report.kind()) ? Answer.YES : Answer.NO;
    }

    /** With the last year in which such a date wasn't in the future; a day for clocks and zones that differ. */
    private LocalDateTime dated(LocalDateTime time) {
        if (time.getYear() != 0) {
            return time;
        }
        int year = now.getYear();
        return time.plusYears(time.withYear(year).isAfter(now.plusDays(1)) ? year - 1 : year);
    }
}
