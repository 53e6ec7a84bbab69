// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Judgement;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import java.util.List;
import java.util.Locale;

/** A failure and its diagnosis for the terminal: the verdict first, the evidence after it. */
public final class DiagnosisText {
    private final Palette palette;
    private final int width;

    public DiagnosisText(Palette palette) {
        this(palette, Layout.WIDTH);
    }

    /** @param width characters of a line */
    public DiagnosisText(Palette palette, int width) {
        this.palette = palette;
        this.width = width;
    }

    /** Some forty lines, each ended by a newline. */
    public String of(FailureReport report, Diagnosis diagnosis) {
        return of(report, diagnosis, howBad(report), "");
    }

    /**
     * The same for one that stands for others.
     *
     * @param howBad how bad they are together
     * @param others where the others are; "" for none
     */
    String of(FailureReport report, Diagnosis diagnosis, String howBad, String others) {
        Layout layout = new Layout(palette, width);
        Headline.write(layout, report, diagnosis);
        Judgement judgement = diagnosis.judgement();
        layout.end().paragraph("  ", why(diagnosis));
        if (!diagnosis.zones().isEmpty()) {
            layout.end();
            ZoneTable.write(layout, diagnosis.zones(), judgement.blockKb());
        }
        layout.end();
        layout.paragraph("  origin      ", SafeText.line(AskerText.who(report, diagnosis.asker())));
        layout.paragraphIf(
                "  without it  ",
                SafeText.line(AskerText.fallback(diagnosis.asker().fallback())));
        if (report.request() != null) {
            layout.paragraph("  flags       ", SafeText.line(FlagsText.bits(report.request(), diagnosis)));
            layout.paragraphIf("  meaning     ", SafeText.line(FlagsText.meaning(diagnosis.meaning())));
        }
        layout.paragraphIf("  missing     ", SafeText.line(String.join(", ", diagnosis.missing())));
        layout.paragraphIf("  doubts      ", SafeText.line(String.join(" ", judgement.doubts())));
        if (!diagnosis.zones().isEmpty()) {
            layout.paragraph("  judged      ", SafeText.line(rule(judgement)));
            layout.paragraph("  watermarks  ", watermarks(diagnosis));
        }
        layout.paragraph("  how bad     ", howBad);
        also(layout, others);
        advice(layout, diagnosis.advice());
        return layout.toString();
    }

    /**
     * Without what would be said twice: the table, the flags and the advice are much the same for failures of one kind.
     *
     * @param before where they were said
     */
    String brief(FailureReport report, Diagnosis diagnosis, String howBad, String others, String before) {
        Layout layout = new Layout(palette, width);
        Headline.write(layout, report, diagnosis);
        layout.end().paragraph("  ", why(diagnosis)).end();
        layout.paragraph("  how bad     ", howBad);
        also(layout, others);
        return layout.paragraph("  as before   ", "who asked, the flags and what to try are as said for " + before)
                .toString();
    }

    private static String why(Diagnosis diagnosis) {
        String why = diagnosis.judgement().why();
        return SafeText.line(why.isEmpty() ? diagnosis.summary() : why);
    }

    private static void also(Layout layout, String others) {
        if (!others.isEmpty()) {
            layout.paragraph("  also in     ", others);
        }
    }

    private static String rule(Judgement judgement) {
        return "by the rule of " + judgement.rule()
                + ". \"To leave\" is the mark for this request, with lowmem_reserve where the zone has one";
    }

    private static String watermarks(Diagnosis diagnosis) {
        String text =
                "below low kswapd reclaims in the background, below min the task that asks reclaims itself, above high"
                        + " kswapd sleeps";
        ReportZone largest = null;
        for (ZoneFinding finding : diagnosis.zones()) {
            ReportZone zone = finding.zone();
            boolean whole = zone.minKb() != null && zone.lowKb() != null && zone.highKb() != null && zone.minKb() > 0;
            if (whole && (largest == null || zone.minKb() > largest.minKb())) {
                largest = zone;
            }
        }
        if (largest == null) {
            return text;
        }
        return text
                + String.format(
                        Locale.ROOT,
                        ". In %s low is %.2f and high %.2f times min",
                        SafeText.line(largest.id().toString()),
                        (double) largest.lowKb() / largest.minKb(),
                        (double) largest.highKb() / largest.minKb());
    }

    private static String howBad(FailureReport report) {
        StringBuilder text = new StringBuilder("rare single failures seldom lead to trouble; many in a row do");
        if (report.suppressed() > 0) {
            text.append(". The kernel swallowed ")
                    .append(report.suppressed())
                    .append(report.suppressed() == 1 ? " more report" : " more reports")
                    .append(" before this one");
        }
        if (report.occurrences() > 1) {
            text.append(". The log counts this line ")
                    .append(report.occurrences())
                    .append(" times");
        }
        return text.toString();
    }

    private static void advice(Layout layout, List<Advice> advice) {
        for (int i = 0; i < advice.size(); i++) {
            Advice one = advice.get(i);
            layout.end().styled(Style.HEADING, "  to try " + (i + 1) + "    ").line(Style.HEADING, one.setting());
            layout.paragraph("              ", one.attempt());
            layout.paragraph("    why       ", one.why());
            layout.paragraph("    risk      ", one.risk());
            if (!one.lasting().isEmpty()) {
                layout.paragraph("    to keep   ", one.lasting());
            }
            layout.paragraph("    source    ", one.source());
        }
    }
}
