// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.Stalls;
import io.github.buddyscope.recording.Tally;
import java.util.List;

/** Tables of stalls and of direct memory. */
final class JvmTables {
    private static final int MOST = 20;
    private static final String OUTERMOST = "Sums count a stall within another of the same task once.";

    private JvmTables() {}

    static Table stallsByThread(Recording recording) {
        Table table = new Table(
                        "stalls-by-thread",
                        "Stalls by thread",
                        "Tasks that had to make memory for their own request. " + OUTERMOST,
                        "Thread or task",
                        "Kind",
                        "This JVM",
                        "Stalls",
                        "Stalled",
                        "Longest")
                .instead(none(recording));
        List<Tally.Row<Stalls.Staller>> rows = recording.stalls().byThread().rows();
        for (Tally.Row<Stalls.Staller> row : rows.subList(0, Math.min(MOST, rows.size()))) {
            Stalls.Staller who = row.key();
            table.row(
                    Cell.text(who == null ? "others" : who.name() == null ? "not known" : who.name()),
                    Cell.text(who == null ? null : VerdictTables.lower(who.threadKind())),
                    Cell.text(who == null ? null : who.inThisJvm() ? "yes" : "no"),
                    Cell.number(row.count()),
                    Cell.number(Figures.length(row.sum())),
                    Cell.number(Figures.length(row.greatest())));
        }
        return first(table, rows.size());
    }

    static Table stallsByOrder(Recording recording) {
        Table table = new Table(
                        "stalls-by-order",
                        "Stalls by order",
                        OUTERMOST,
                        "Order",
                        "Block",
                        "Kind",
                        "This JVM",
                        "Stalls",
                        "Stalled",
                        "Longest")
                .instead(none(recording));
        List<Tally.Row<Stalls.Kind>> rows = recording.stalls().byOrder().rows();
        for (Tally.Row<Stalls.Kind> row : rows.subList(0, Math.min(MOST, rows.size()))) {
            Stalls.Kind kind = row.key();
            boolean known = kind != null && kind.order() >= 0;
            table.row(
                    Cell.number(known ? Long.toString(kind.order()) : "not told"),
                    Cell.text(known ? Figures.block(recording.host().pageSize(), kind.order()) : null),
                    Cell.text(kind == null ? null : VerdictTables.lower(kind.kind())),
                    Cell.text(kind == null ? null : kind.inThisJvm() ? "yes" : "no"),
                    Cell.number(row.count()),
                    Cell.number(Figures.length(row.sum())),
                    Cell.number(Figures.length(row.greatest())));
        }
        return first(table, rows.size());
    }

    private static String none(Recording recording) {
        return KeyFigures.traced(recording)
                ? "None was seen."
                : "Not watched: stalls are seen through the kernel's trace alone.";
    }

    static Table sites(Recording recording) {
        Table table = new Table(
                        "sites",
                        "Where large direct buffers were made",
                        "First frame outside the JDK. Reservations of at least the option direct.threshold; all together, "
                                + Figures.grouped(recording.jvm().directAllocations()) + " took "
                                + Figures.bytes(recording.jvm().directBytes()) + ".",
                        "Site",
                        "Reservations",
                        "Bytes",
                        "Largest")
                .instead(
                        recording.jvm().directWatched()
                                ? "None that large."
                                : "Single reservations were not watched (option direct).");
        List<Tally.Row<String>> rows = recording.jvm().sites().rows();
        for (Tally.Row<String> row : rows.subList(0, Math.min(MOST, rows.size()))) {
            table.row(
                    Cell.text(row.key() == null ? "stack not sampled" : row.key()),
                    Cell.number(row.count()),
                    Cell.number(Figures.bytes(row.sum())),
                    Cell.number(Figures.bytes(row.greatest())));
        }
        return first(table, rows.size());
    }

    private static Table first(Table table, int all) {
        return all > MOST ? table.foot("The first " + MOST + " of " + all + ".") : table;
    }
}
