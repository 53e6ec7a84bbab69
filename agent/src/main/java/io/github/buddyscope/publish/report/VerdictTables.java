// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.AssociationRow;
import io.github.buddyscope.recording.Failures;
import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Mark;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.Tally;
import io.github.buddyscope.recording.VerdictRow;
import java.util.List;
import java.util.Locale;

/** Tables of what failed, why, and who asked. */
final class VerdictTables {
    private static final int MOST_VERDICTS = 200;
    private static final int MOST_FAILURES = 100;
    private static final int MOST_ASKERS = 20;
    /** Of what stood in the log before. */
    private static final int MOST_OLD = 5;

    private VerdictTables() {}

    static Table verdicts(Recording recording, Axis axis) {
        Table table = new Table(
                        "verdicts",
                        "Verdicts",
                        "Why each episode of failures, or of pauses that the kernel held up, happened. Coinciding is not causing.",
                        "No.",
                        "When (UTC)",
                        "Cause",
                        "Confidence",
                        "Request",
                        "Asked by",
                        "Failures",
                        "This JVM",
                        "Nearest collection",
                        "Direct buffers in the window")
                .instead("No verdict was recorded.");
        List<VerdictRow> verdicts = recording.verdicts();
        int old = 0;
        for (int i = 0; i < Math.min(MOST_VERDICTS, verdicts.size()); i++) {
            VerdictRow verdict = verdicts.get(i);
            if (!axis.holds(verdict.micros()) && ++old > MOST_OLD) {
                break;
            }
            table.row(
                    Cell.number(i + 1),
                    when(verdict.micros(), verdict.errorNanos(), axis, "moment-" + (i + 1)),
                    Cell.text(verdict.cause() + (verdict.atomic() ? " (ATOMIC)" : "")),
                    Cell.text(lower(verdict.confidence())),
                    Cell.text(Figures.request(verdict.order(), verdict.bytes())),
                    Cell.text(asker(verdict.origin(), verdict.task())),
                    Cell.number(failures(verdict)),
                    Cell.text(role(verdict)),
                    Cell.text(collection(verdict, axis)),
                    Cell.text(direct(verdict)));
        }
        long left = recording.verdictCount() - table.rows().size();
        return left > 0
                ? table.foot("The first " + table.rows().size() + " of " + recording.verdictCount() + ".")
                : table;
    }

    private static String failures(VerdictRow verdict) {
        if (verdict.stalledPause()) {
            return "none: a held-up pause";
        }
        boolean trend = verdict.trend() != null && !verdict.trend().equals("UNKNOWN");
        return Figures.grouped(verdict.failures()) + (trend ? ", " + lower(verdict.trend()) : "");
    }

    /** A link where the charts have the moment. */
    static Cell when(long micros, long errorNanos, Axis axis, String fragment) {
        String text = Figures.moment(micros) + (errorNanos > 0 ? " " + Figures.error(errorNanos) : "");
        return axis.holds(micros) ? Cell.moment(text, fragment) : Cell.text(text + ", before this recording");
    }

    static String lower(String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String asker(String origin, String task) {
        return origin == null ? task : task == null ? origin : origin + " (task " + task + ")";
    }

    private static String role(VerdictRow verdict) {
        if (verdict.jvmRole() == null) {
            return null;
        }
        return lower(verdict.jvmRole()) + (verdict.javaThread() == null ? "" : ", thread " + verdict.javaThread());
    }

    /** Of what was before the agent none is known. */
    private static String collection(VerdictRow verdict, Axis axis) {
        if (verdict.gcName() == null || verdict.gcOffsetNanos() == null) {
            return axis.holds(verdict.micros()) ? "none in the window" : "not watched";
        }
        if (verdict.stalledPause()) {
            return verdict.gcName() + pause(verdict) + ", the one that was held up longest" + stalled(verdict);
        }
        long offset = verdict.gcOffsetNanos();
        String place =
                offset == 0 ? "around it" : Figures.length(Math.abs(offset)) + (offset < 0 ? " before" : " after");
        return verdict.gcName() + pause(verdict) + ", " + place + stalled(verdict);
    }

    private static String pause(VerdictRow verdict) {
        return verdict.gcPauseNanos() == null ? "" : ", pause " + Figures.length(verdict.gcPauseNanos());
    }

    private static String stalled(VerdictRow verdict) {
        return verdict.gcStalledNanos() == null
                ? ""
                : ", stalled " + Figures.length(verdict.gcStalledNanos()) + " of it";
    }

    /** What speaks for this JVM's part, beyond the summary: that of newer agents has it all. May be null. */
    static String furtherEvidence(VerdictRow verdict) {
        boolean told = verdict.summary() != null
                && verdict.roleEvidence() != null
                && verdict.summary().contains(verdict.roleEvidence());
        return told ? null : verdict.roleEvidence();
    }

    private static String direct(VerdictRow verdict) {
        if (verdict.directBytes() < 0) {
            return "not watched";
        }
        String usual = verdict.usualDirectBytes() < 0
                ? ", what is usual isn't known"
                : ", usual are " + Figures.bytes(verdict.usualDirectBytes());
        String rank = Double.isNaN(verdict.directPercentile()) || verdict.directPercentile() < 0
                ? ""
                : "; more than in " + Figures.percent(verdict.directPercentile()) + " of earlier windows";
        return Figures.bytes(verdict.directBytes()) + usual + rank;
    }

    static Table failures(Recording recording, Axis axis) {
        Table table = new Table(
                        "failures",
                        "Failures in the kernel's log",
                        "",
                        "When (UTC)",
                        "What",
                        "Request",
                        "Cause by its report",
                        "Task",
                        "Asked by",
                        "This JVM",
                        "Read from")
                .instead("None.");
        List<Mark<LogFailure>> marks = recording.failures().logged().marks();
        for (Mark<LogFailure> mark : marks.subList(Math.max(0, marks.size() - MOST_FAILURES), marks.size())) {
            LogFailure failure = mark.main();
            table.row(
                    when(failure.micros(), failure.errorNanos(), axis, "t=" + failure.micros() / 1000),
                    Cell.text(lower(failure.kind()) + (mark.count() > 1 ? ", " + mark.count() + " such" : "")),
                    Cell.text(Figures.request(failure.order(), failure.bytes())),
                    Cell.text(failure.cause()),
                    Cell.text(
                            failure.task() == null
                                    ? null
                                    : failure.task() + (failure.taskId() < 0 ? "" : " (" + failure.taskId() + ")")),
                    Cell.text(failure.origin()),
                    Cell.text(failure.ours() + (failure.javaThread() == null ? "" : ", " + failure.javaThread())),
                    Cell.text(failure.source() + (failure.live() ? "" : ", old")));
        }
        return marks.size() > MOST_FAILURES ? table.foot("The last " + MOST_FAILURES + ".") : table;
    }

    static Table askers(Recording recording) {
        Table table = new Table(
                        "origins",
                        "Who asked for what wasn't there",
                        "The driver or subsystem where the log names one, else the task. Silent attempts come from the trace alone.",
                        "Origin or task",
                        "Known from",
                        "Order",
                        "This JVM",
                        "Failures")
                .instead("Nobody, as far as could be seen.");
        List<Tally.Row<Failures.Asker>> rows = recording.failures().askers().rows();
        for (Tally.Row<Failures.Asker> row : rows.subList(0, Math.min(MOST_ASKERS, rows.size()))) {
            Failures.Asker asker = row.key();
            if (asker == null) {
                table.row(
                        Cell.text("others"),
                        Cell.text(null),
                        Cell.text(null),
                        Cell.text(null),
                        Cell.number(row.count()));
                continue;
            }
            String name = asker.name() == null ? "not known" : asker.task() ? "task " + asker.name() : asker.name();
            table.row(
                    Cell.text(name),
                    Cell.text(asker.logged() ? "the log" : "the trace, silent"),
                    Cell.number(asker.order()),
                    Cell.text(asker.ours()),
                    Cell.number(row.count()));
        }
        return rows.size() > MOST_ASKERS ? table.foot("The first " + MOST_ASKERS + " of " + rows.size() + ".") : table;
    }

    static Table association(Recording recording) {
        Table table = new Table(
                        "association",
                        "Do failures coincide with what this JVM does?",
                        "Counted over all the time watched; below five episodes nothing is tested. Three activities are asked of the"
                                + " same episodes, so take a probability below 0.017 as a finding, not 0.05. Coinciding is not causing.",
                        "Activity",
                        "Episodes",
                        "Coinciding",
                        "Expected by chance",
                        "Times as many",
                        "Probability by chance",
                        "Time covered",
                        "Watched",
                        "In words")
                .instead("Not recorded: it comes once a minute.");
        for (AssociationRow row : recording.associations()) {
            table.row(
                    Cell.text(row.activity()),
                    Cell.number(row.episodes()),
                    Cell.number(row.coinciding()),
                    Cell.number(Figures.decimal(row.expected())),
                    Cell.number(Figures.decimal(row.lift())),
                    Cell.number(Figures.decimal(row.pValue())),
                    Cell.number(Figures.percent(row.coverage())),
                    Cell.number(row.watchedNanos() < 0 ? Figures.UNKNOWN : Figures.length(row.watchedNanos())),
                    Cell.text(row.sentence()));
        }
        return table;
    }
}
