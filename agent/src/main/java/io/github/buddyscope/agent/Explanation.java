// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import io.github.buddyscope.parse.kernel.prefix.JoinedLines;
import io.github.buddyscope.publish.text.DiagnosisText;
import io.github.buddyscope.publish.text.Palette;
import java.util.ArrayList;
import java.util.List;

/** A verdict for every failure in a text that somebody pasted. */
final class Explanation {
    /** No kernel prints a line as long as that. */
    private static final int MORE_THAN_A_LINE = 2_000;

    private Explanation() {}

    static String of(String text) {
        List<String> lines = text.indexOf('\n') < 0 ? JoinedLines.split(text) : List.of(text.split("\n", -1));
        List<FailureReport> reports = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(reports::add);
        long number = 0;
        for (String line : lines) {
            parser.accept(++number, line);
        }
        parser.flush();
        DiagnosisText words = new DiagnosisText(Palette.PLAIN);
        StringBuilder verdicts = new StringBuilder();
        for (FailureReport report : reports) {
            verdicts.append(words.of(report, Diagnostician.diagnose(report))).append('\n');
        }
        return reports.isEmpty() ? nothingIn(lines) : verdicts.toString();
    }

    private static String nothingIn(List<String> lines) {
        if (lines.size() > 1) {
            return "No allocation failure found in " + lines.size() + " lines.";
        }
        return lines.get(0).length() > MORE_THAN_A_LINE
                ? "No line breaks in that, as when an input field took them away, and no time stamps to find the lines by:"
                        + " use the command line's explain."
                : "No allocation failure found in that line.";
    }
}
