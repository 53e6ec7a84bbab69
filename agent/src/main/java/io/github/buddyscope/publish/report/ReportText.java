// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.Layout;
import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.publish.text.Words;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.VerdictRow;
import io.github.buddyscope.recording.ZoneTrack;
import io.github.buddyscope.text.SafeText;
import java.util.List;

/** The report in a terminal. */
public final class ReportText {
    private static final int MOST_VERDICTS = 20;

    private final Report report;
    private final Layout layout;

    private ReportText(Report report, Layout layout) {
        this.report = report;
        this.layout = layout;
    }

    /** All of it. */
    public static String of(Recording recording, Palette palette, int width) {
        ReportText text = new ReportText(Report.of(recording), new Layout(palette, width));
        text.head();
        text.summary();
        text.zones();
        text.verdicts();
        for (Table table : text.report.tables()) {
            TextTable.write(text.layout, table);
        }
        text.doubts();
        return text.layout.toString();
    }

    /** The verdict and the three numbers. */
    public static String summary(Recording recording, Palette palette, int width) {
        ReportText text = new ReportText(Report.of(recording), new Layout(palette, width));
        text.summary();
        return text.layout.toString();
    }

    private void head() {
        Recording recording = report.recording();
        layout.line(Style.HEADING, SafeText.line(recording.name()));
        layout.paragraph(
                "",
                "From " + Figures.moment(recording.beginMicros()) + " UTC, "
                        + Figures.length((recording.endMicros() - recording.beginMicros()) * 1000)
                        + (recording.jvm().facts().kernel() == null
                                ? ""
                                : ", kernel "
                                        + SafeText.line(recording.jvm().facts().kernel())));
        layout.end();
    }

    private void summary() {
        TopVerdict top = report.top();
        layout.styled(Style.ALARM, SafeText.line(top.cause()))
                .paragraph(top.cause().isEmpty() ? "" : ": ", SafeText.line(top.title()))
                .paragraphIf("  ", SafeText.line(top.text()))
                .end();
        for (KeyFigure figure : report.figures()) {
            layout.styled(figure.alarming() ? Style.ALARM : Style.HEADING, figure.value())
                    .line(Style.NONE, "  " + SafeText.line(figure.label()));
            layout.paragraphIf("  ", SafeText.line(figure.detail())).paragraphIf("  ", SafeText.line(figure.doubt()));
        }
        report.recording().notes().forEach(note -> layout.paragraph("Note: ", SafeText.line(note)));
    }

    private void zones() {
        long page = report.recording().host().pageSize();
        Table table = new Table(
                        "zones",
                        "Share of the time without a free block of a size or larger",
                        "",
                        "Zone",
                        Figures.shortBlock(page, 2),
                        Figures.shortBlock(page, 3),
                        Figures.shortBlock(page, 4),
                        Figures.shortBlock(page, 5),
                        Figures.shortBlock(page, 7),
                        Figures.shortBlock(page, 9),
                        Figures.shortBlock(page, 10))
                .instead("No sample of the host's zones was recorded.");
        for (ZoneTrack zone : report.recording().host().zones()) {
            table.row(
                    Cell.text(zone.name()),
                    share(zone, 2),
                    share(zone, 3),
                    share(zone, 4),
                    share(zone, 5),
                    share(zone, 7),
                    share(zone, 9),
                    share(zone, 10));
        }
        TextTable.write(layout, table);
    }

    private static Cell share(ZoneTrack zone, int order) {
        return Cell.number(order >= zone.orders() ? Figures.UNKNOWN : Figures.percent(zone.exhausted(order)));
    }

    private void verdicts() {
        List<VerdictRow> verdicts = report.recording().verdicts();
        for (int i = 0; i < Math.min(MOST_VERDICTS, verdicts.size()); i++) {
            VerdictRow verdict = verdicts.get(i);
            if (i > 0 && !report.axis().holds(verdict.micros())) {
                layout.end()
                        .paragraph(
                                "",
                                Words.counted(report.recording().verdictCount() - i, "verdict")
                                        + " on what stood in the log before.");
                return;
            }
            layout.end()
                    .line(
                            Style.HEADING,
                            "Verdict " + (i + 1) + ": " + SafeText.line(String.valueOf(verdict.cause())) + ", "
                                    + Figures.moment(verdict.micros()) + " UTC " + Figures.error(verdict.errorNanos()));
            lines("  ", verdict.summary());
            lines("  This JVM: ", VerdictTables.furtherEvidence(verdict));
            lines("  Try: ", verdict.advice());
            lines("  Doubt: ", verdict.doubts());
            lines("  How often: ", verdict.howBad());
        }
    }

    private void lines(String first, String text) {
        if (text != null) {
            text.lines().filter(line -> !line.isBlank()).forEach(line -> layout.paragraph(first, SafeText.line(line)));
        }
    }

    private void doubts() {
        layout.end().line(Style.HEADING, "What this report can't tell");
        report.doubts().forEach(doubt -> layout.paragraph("  - ", SafeText.line(doubt)));
    }
}
