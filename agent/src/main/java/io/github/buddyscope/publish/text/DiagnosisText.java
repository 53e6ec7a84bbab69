// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Advice;
import io.github.buddyscope.diagnosis.Cause;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Reclaimer;
import io.github.buddyscope.diagnosis.ZoneFinding;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.publish.text.Palette.Style;
import io.github.buddyscope.text.SafeText;
import io.github.buddyscope.text.Sizes;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** A failure and its diagnosis for the terminal: at most 100 columns, the verdict first, the evidence after it. */
public final class DiagnosisText {
    private final Palette palette;

    public DiagnosisText(Palette palette) {
        this.palette = palette;
    }

    /** Some forty lines, each ended by a newline. */
    public String of(FailureReport report, Diagnosis diagnosis) {
        Layout layout = new Layout(palette);
        headline(layout, report, diagnosis);
        layout.end().paragraph("  ", SafeText.line(diagnosis.summary()));
        if (!diagnosis.zones().isEmpty()) {
            layout.end();
            ZoneTable.write(layout, diagnosis.zones(), diagnosis.bytes() / 1024);
        }
        layout.end();
        layout.paragraph("  origin      ", SafeText.line(asker(report, diagnosis)));
        layout.paragraph("  flags       ", SafeText.line(flags(report, diagnosis)));
        if (!diagnosis.missing().isEmpty()) {
            layout.paragraph("  missing     ", String.join(", ", diagnosis.missing()));
        }
        if (!diagnosis.zones().isEmpty()) {
            layout.paragraph("  watermarks  ", watermarks(diagnosis));
        }
        layout.paragraph("  how bad     ", howBad(report));
        advice(layout, diagnosis.advice());
        return layout.toString();
    }

    private static void headline(Layout layout, FailureReport report, Diagnosis diagnosis) {
        String time = Times.words(report.header());
        String task = SafeText.line(report.origin().task());
        Integer order = report.order();
        String size = order == null || order < 0
                ? "memory"
                : Sizes.exact(diagnosis.bytes() / 1024) + (order > 0 ? " in one piece" : "") + " (order " + order + ")";
        layout.line(Style.HEADING, (time.isEmpty() ? "" : time + "  ") + task + " failed to get " + size);
        String atomic = diagnosis.atomic() && diagnosis.cause() != Cause.UNKNOWN ? " (ATOMIC)" : "";
        layout.styled(Style.ALARM, diagnosis.cause() + atomic)
                .styled(Style.NONE, ": " + Words.of(diagnosis.cause()) + ". Confidence: ")
                .line(Style.NONE, diagnosis.confidence().name().toLowerCase(Locale.ROOT) + ".");
    }

    private static String asker(FailureReport report, Diagnosis diagnosis) {
        StringBuilder text = new StringBuilder();
        if (diagnosis.origin() != null) {
            text.append(diagnosis.origin()).append(", ");
        }
        String task = report.origin().task()
                + (report.origin().pid() == null
                        ? ""
                        : " (pid " + report.origin().pid() + ")");
        if (report.origin().interruptContext()) {
            text.append("an interrupt on this CPU; ").append(task).append(" was merely running");
        } else if (report.origin().workqueue() != null) {
            text.append("work ")
                    .append(report.origin().workqueue())
                    .append(" in the kernel worker ")
                    .append(task);
            text.append(", not a process of any user's");
        } else if (KernelThreads.named(report.origin().task())) {
            text.append("the kernel thread ").append(task).append(", not a process of any user's");
        } else {
            text.append("on behalf of the task ").append(task);
        }
        if (report.origin().kernel() != null) {
            text.append("; kernel ").append(report.origin().kernel());
        }
        return text.toString();
    }

    private static String flags(FailureReport report, Diagnosis diagnosis) {
        if (report.request() == null) {
            return "not in the report";
        }
        String mode = "0x" + Long.toHexString(report.request().mode());
        if (diagnosis.flagsFrom() == null) {
            return mode + ": without the kernel's version these bits can't be decoded";
        }
        StringJoiner names = new StringJoiner(" | ");
        diagnosis.flags().forEach(names::add);
        String from = diagnosis.flagsFrom().equals("bits") ? ", decoded from the bits for this kernel" : "";
        String wait = "; it could wait for reclaim and compaction";
        if (diagnosis.atomic()) {
            wait = "; it could not wait for reclaim or compaction";
        } else if (Reclaimer.asked(report.origin())) {
            wait = "; it was reclaiming itself, so it waited for nobody";
        }
        return mode + " = " + (diagnosis.flags().isEmpty() ? "no flag at all" : names) + from + wait;
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
        }
    }
}
