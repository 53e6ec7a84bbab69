// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.episode.FailureHistory;
import io.github.buddyscope.diagnosis.episode.LogTime;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All failures together, at the end: what kinds, when, who asked, how bad. Takes the same room however many there are. */
public final class Overview {
    private static final int MOST_KINDS = 256;
    private static final int MOST_ROWS = 20;
    private static final int LONGEST_ORIGIN = 24;
    private static final int BESIDE_ORIGIN = 44;
    private static final String ROW = "  %7s  %-23s%6s  ";

    private record Row(FailureKind kind, Integer order, String origin, String cause) {}

    private final FailureHistory history = new FailureHistory();
    private final Map<Row, Long> rows = new HashMap<>();
    private long inOtherRows;
    private long reports;
    private KernelLine first;
    private KernelLine last;
    private int firstBoot;
    private int boots = 1;

    public void add(LogTime when, FailureReport report, Diagnosis diagnosis) {
        history.add(when, report, diagnosis);
        if (reports++ == 0) {
            first = report.header();
            firstBoot = when.boot();
        }
        last = report.header();
        boots = Math.max(boots, when.boot() - firstBoot + 1);
        Row row = new Row(
                report.kind(),
                report.order(),
                diagnosis.origin(),
                diagnosis.cause().name());
        long failures = report.occurrences() + (long) report.suppressed();
        if (rows.size() < MOST_KINDS || rows.containsKey(row)) {
            rows.merge(row, failures, Long::sum);
        } else {
            inOtherRows += failures;
        }
    }

    /** An out-of-memory kill that isn't counted but may follow failures that are. */
    public void killed(LogTime when, FailureReport kill) {
        history.killed(when, kill);
    }

    /** The log was written at that time, whether or not anything failed. */
    public void watched(LogTime when) {
        history.watched(when);
    }

    public long reports() {
        return reports;
    }

    /** @param width characters of a line */
    public String text(Palette palette, int width) {
        Layout layout = new Layout(palette, width);
        int column = Math.max(12, Math.min(LONGEST_ORIGIN, width - BESIDE_ORIGIN - longestCause()));
        layout.line(Style.HEADING, "=== All together: " + history.howBad().failures() + " failures" + span());
        layout.end().line(Style.FAINT, row(column, "count", "kind", "order", "asked for by") + "cause");
        List<Map.Entry<Row, Long>> sorted = new ArrayList<>(rows.entrySet());
        sorted.sort(Map.Entry.<Row, Long>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().kind())
                .thenComparing(entry -> entry.getKey().toString()));
        long rest = inOtherRows;
        for (int i = 0; i < sorted.size(); i++) {
            long failures = sorted.get(i).getValue();
            if (i < MOST_ROWS) {
                Row row = sorted.get(i).getKey();
                layout.line(
                        Style.NONE,
                        row(
                                        column,
                                        Long.toString(failures),
                                        Words.of(row.kind()),
                                        row.order() == null ? "-" : row.order().toString(),
                                        row.origin() == null ? "-" : row.origin())
                                + row.cause());
            } else {
                rest += failures;
            }
        }
        if (rest > 0) {
            layout.line(
                    Style.NONE,
                    row(column, Long.toString(rest), "of other kinds", "", "").stripTrailing());
        }
        return layout.end()
                .paragraph("  how bad     ", SafeText.line(history.howBad().sentence()))
                .toString();
    }

    private int longestCause() {
        int longest = 0;
        for (Row row : rows.keySet()) {
            longest = Math.max(longest, row.cause().length());
        }
        return longest;
    }

    private String span() {
        String from = Times.words(first);
        String to = Times.words(last, first);
        String span = from.isEmpty() || to.isEmpty() ? "" : ", " + from + " to " + to;
        return span + (boots > 1 ? ", in " + boots + " boots of the kernel" : "");
    }

    private static String row(int column, String failures, String kind, String order, String origin) {
        String name = SafeText.line(origin, column);
        return String.format(Locale.ROOT, ROW, failures, kind, order) + name + " ".repeat(column - name.length() + 2);
    }
}
