// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.Words;
import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Mark;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.VerdictRow;
import java.util.List;

/** Each verdict with all that it says. */
final class VerdictCards {
    private static final int MOST = 50;
    private static final int REPORTS = 20;
    private static final int OPEN = 3;

    /** Writes the links of a verdict. */
    interface Links {
        void write(int number, boolean toCard);
    }

    private VerdictCards() {}

    static void write(Html html, Report report, Links links) {
        Recording recording = report.recording();
        List<VerdictRow> verdicts = recording.verdicts();
        if (verdicts.isEmpty()) {
            return;
        }
        html.raw("<section>\n<h2 id=\"in-full\">Verdicts in full</h2>\n");
        boolean before = false;
        for (int i = 0; i < Math.min(MOST, verdicts.size()); i++) {
            if (!before && !report.axis().holds(verdicts.get(i).micros())) {
                before = true;
                html.raw("<details id=\"before\"><summary>Of what stood in the log before this recording</summary>\n");
            }
            card(html, i + 1, verdicts.get(i), links);
        }
        html.raw(before ? "</details>\n" : "");
        if (verdicts.size() > MOST) {
            html.element(
                    "p", "foot", "The first " + MOST + " of " + recording.verdictCount() + "; the table has more.");
        }
        reports(html, recording);
        html.raw("</section>\n");
    }

    private static void card(Html html, int number, VerdictRow verdict, Links links) {
        String words = Words.ofCause(verdict.cause());
        html.raw("<article class=\"card\" id=\"verdict-" + number + "\">\n<h3>").text(number + ". " + verdict.cause());
        html.text(verdict.atomic() ? " (ATOMIC)" : "")
                .text(verdict.stalledPause() ? " (held-up pause)" : "")
                .text(words.isEmpty() ? "" : ": " + words)
                .raw(" <span>");
        html.text(Figures.moment(verdict.micros()) + " UTC " + Figures.error(verdict.errorNanos()));
        html.text(verdict.confidence() == null ? "" : ", confidence " + VerdictTables.lower(verdict.confidence()));
        html.raw("</span></h3>\n").element("p", verdict.summary());
        if (verdict.jvmRole() != null) {
            html.element("h4", "This JVM's part: " + VerdictTables.lower(verdict.jvmRole()));
            lines(html, VerdictTables.furtherEvidence(verdict));
        }
        html.raw("<details class=\"for-print\"" + (number <= OPEN ? " open" : "")
                + "><summary>Advice, doubts, zones</summary>\n");
        part(html, "What to try", verdict.advice());
        part(html, "What is doubtful", verdict.doubts());
        part(html, "How often", verdict.howBad());
        part(html, "Zones before", verdict.zonesBefore());
        part(html, "Zones then", verdict.zoneState());
        part(html, "Zones after", verdict.zonesAfter());
        if (verdict.recoveryNanos() != null) {
            html.element("p", "Recovered after " + Figures.length(verdict.recoveryNanos()) + ".");
        }
        html.raw("</details>\n<p>");
        links.write(number, false);
        html.raw("</p></article>\n");
    }

    private static void part(Html html, String title, String text) {
        if (text != null && !text.isBlank()) {
            html.element("h4", title);
            lines(html, text);
        }
    }

    private static void lines(Html html, String text) {
        if (text == null || text.isBlank()) {
            return;
        }
        html.raw("<ul>");
        text.lines().filter(line -> !line.isBlank()).forEach(line -> html.element("li", line));
        html.raw("</ul>\n");
    }

    /** The kernel's own words. */
    private static void reports(Html html, Recording recording) {
        int shown = 0;
        List<Mark<LogFailure>> marks = recording.failures().logged().marks();
        for (int i = marks.size() - 1; i >= 0 && shown < REPORTS; i--) {
            LogFailure failure = marks.get(i).main();
            if (failure.text() != null) {
                html.raw("<details><summary>The kernel's report of ").text(Figures.moment(failure.micros()));
                html.text(" UTC")
                        .raw("</summary>")
                        .element("pre", failure.text())
                        .raw("</details>\n");
                shown++;
            }
        }
    }
}
