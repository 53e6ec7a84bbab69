// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.JvmFacts;
import io.github.buddyscope.recording.Recording;
import java.util.List;

/** The report as one page that needs nothing else: style, script and data stand in it. */
public final class ReportPage {
    /** What every page of ours begins with, so that one can be told from another file. */
    public static final String BEGIN = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            + "<meta name=\"generator\" content=\"Buddyscope";

    private final Report report;
    private final Html html = new Html();

    private ReportPage(Report report) {
        this.report = report;
    }

    /** @param version of this release */
    public static String of(Recording recording, String version) {
        ReportPage page = new ReportPage(Report.of(recording));
        page.write(version);
        return page.html.toString();
    }

    private void write(String version) {
        String style = PageParts.read("report.css");
        String script = PageParts.read("report.js");
        html.raw(BEGIN).raw(" ").text(version).raw("\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.raw(PageParts.policy(style, script)).raw("\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>Buddyscope: ");
        html.text(report.recording().name()).raw("</title>\n<style>").raw(style).raw("</style>\n</head>\n<body>\n");
        html.raw("<a class=\"skip\" href=\"#charts\">To the charts</a>\n<header>\n");
        html.element("h1", "Buddyscope report").raw("\n");
        facts(report.recording());
        html.raw("</header>\n<main>\n");
        top();
        charts();
        table(report.tables().get(0));
        VerdictCards.write(html, report, this::verdictLinks);
        for (Table table : report.tables().subList(1, report.tables().size())) {
            table(table);
        }
        doubts();
        html.raw("</main>\n<footer>Made by Buddyscope ").text(version);
        html.raw(", Apache License 2.0. Nothing in this page is loaded from elsewhere.</footer>\n");
        html.raw(
                "<div id=\"tip\" role=\"tooltip\"></div>\n<div id=\"aloud\" class=\"read-aloud\" aria-live=\"polite\"></div>\n");
        html.raw("<script type=\"application/json\" id=\"data\">");
        html.raw(PageData.of(report.recording(), report.axis()));
        html.raw("</script>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
    }

    private void facts(Recording recording) {
        JvmFacts jvm = recording.jvm().facts();
        html.raw("<p class=\"facts\">");
        fact("Recording", recording.name());
        fact("From", Figures.moment(recording.beginMicros()) + " UTC");
        fact("Length", Figures.length((recording.endMicros() - recording.beginMicros()) * 1000));
        fact("Process", jvm.pid() == null ? null : jvm.pid().toString());
        fact("JVM", jvm.version() == null ? null : JvmName.brief(jvm.version()));
        fact("Collectors", jvm.collectors());
        fact("Kernel", jvm.kernel());
        html.raw("</p>\n");
    }

    private void fact(String name, String value) {
        if (value != null) {
            html.raw("<span>").text(name).raw(" ").element("b", value).raw("</span>\n");
        }
    }

    private void top() {
        TopVerdict top = report.top();
        boolean alarming = report.figures().get(0).alarming() || top.number() > 0;
        html.raw(alarming ? "<section class=\"top alarm\">" : "<section class=\"top\">");
        if (!top.cause().isEmpty()) {
            html.element("div", "cause", top.cause().replace('_', ' '));
        }
        html.element("h2", top.title()).element("p", top.text());
        if (!top.rest().isEmpty()) {
            html.raw("<details class=\"for-print\"><summary>All that it says</summary>");
            html.element("p", top.rest()).raw("</details>\n");
        }
        if (top.number() > 0) {
            html.raw("<p>");
            verdictLinks(top.number(), true);
            html.raw("</p>");
        }
        html.raw("</section>\n<ul class=\"figures\">\n");
        for (KeyFigure figure : report.figures()) {
            html.raw(figure.alarming() ? "<li class=\"alarm\">" : "<li>");
            html.element("span", "value", figure.value()).element("span", "label", figure.label());
            html.element("span", "detail", figure.detail()).element("span", "doubt", figure.doubt());
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
        if (!report.recording().notes().isEmpty()) {
            html.raw("<ul class=\"notes\">");
            report.recording().notes().forEach(note -> html.element("li", note));
            html.raw("</ul>\n");
        }
    }

    /** To its moment in the charts, where that is in the time of the recording, and to all that it says. */
    private void verdictLinks(int number, boolean toCard) {
        boolean drawn = report.axis()
                .holds(report.recording().verdicts().get(number - 1).micros());
        if (drawn) {
            html.raw("<a href=\"#moment-" + number + "\">Show this moment in the charts</a>");
        }
        if (toCard) {
            html.raw(drawn ? " · " : "")
                    .raw("<a href=\"#verdict-" + number + "\">What to try, and what is doubtful</a>");
        }
    }

    private void charts() {
        html.raw(
                "<section id=\"charts\" aria-labelledby=\"charts-title\">\n<h2 id=\"charts-title\">On one time axis</h2>\n");
        html.raw("<noscript><p>The charts need JavaScript; everything else on this page doesn't.</p></noscript>\n");
        html.raw("<div id=\"plots\"></div>\n");
        int thinned = report.recording().host().zones().stream()
                .mapToInt(zone -> zone.series().samplesPerPoint())
                .max()
                .orElse(1);
        html.raw(
                        "<p class=\"alt\">Where several samples or marks share a point of the screen, the worst is drawn: the least free blocks, the")
                .raw(" longest stall. Zoom in for each. ")
                .text(BlindSpots.thinned(thinned))
                .raw("</p>\n</section>\n");
    }

    private void table(Table table) {
        html.raw("<section>\n<h2 id=\"" + table.id() + "\">")
                .text(table.title())
                .raw("</h2>\n");
        if (!table.lead().isEmpty()) {
            html.element("p", "lead", table.lead());
        }
        if (table.rows().isEmpty()) {
            html.element("p", table.instead()).raw("\n</section>\n");
            return;
        }
        html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"" + table.id()
                + "\"><table>\n<thead><tr>");
        for (int i = 0; i < table.columns().size(); i++) {
            html.raw(number(table, i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
            html.text(table.columns().get(i)).raw("</th>");
        }
        html.raw("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            html.raw("<tr>");
            row.forEach(this::cell);
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>\n");
        if (!table.foot().isEmpty()) {
            html.element("p", "foot", table.foot());
        }
        html.raw("</section>\n");
    }

    private static boolean number(Table table, int column) {
        return table.rows().get(0).get(column).number();
    }

    private void cell(Cell cell) {
        boolean prose = cell.text().length() > 60;
        html.raw(cell.number() ? "<td class=\"n\">" : prose ? "<td class=\"long\">" : "<td>");
        if (cell.fragment() == null) {
            html.text(cell.text());
        } else {
            html.raw("<a href=\"#")
                    .text(cell.fragment())
                    .raw("\">")
                    .text(cell.text())
                    .raw("</a>");
        }
        html.raw("</td>");
    }

    private void doubts() {
        html.raw("<section>\n<h2 id=\"unseen\">What this report can't tell</h2>\n<ul>\n");
        report.doubts().forEach(doubt -> html.element("li", doubt).raw("\n"));
        html.raw("</ul>\n</section>\n");
    }
}
