// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.text.SafeText;
import java.util.Locale;

/** A failure and its verdict in a line, for where there's no room for more. */
public final class VerdictLine {
    private VerdictLine() {}

    /** Who failed to get what: {@code kworker/u448:1 failed to get 128 KiB in one piece (order 5)}. */
    public static String what(FailureReport report, Diagnosis diagnosis) {
        return SafeText.line(Headline.what(report, diagnosis));
    }

    /** Why, with its confidence where that isn't high: {@code FRAGMENTATION: memory enough, but not in pieces of that size}. */
    public static String why(Diagnosis diagnosis) {
        String doubt = diagnosis.confidence() == Confidence.HIGH
                ? ""
                : " (confidence " + diagnosis.confidence().name().toLowerCase(Locale.ROOT) + ")";
        return Headline.cause(diagnosis) + ": " + Headline.meaning(diagnosis) + doubt;
    }
}
