// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import java.util.List;
import java.util.Locale;
import jdk.jfr.ValueDescriptor;

/** One verdict: its cause as the heading, what happened, what to try, then everything else that was measured. */
final class VerdictText {
    private static final List<String> SAID_FIRST = List.of("cause", "confidence", "summary", "advice", "doubts");
    private static final int LABEL_WIDTH = 26;

    private VerdictText() {}

    static String of(EventFields verdict) {
        StringBuilder text = new StringBuilder();
        text.append("== ").append(heading(verdict)).append(" ==\n");
        paragraph(text, null, verdict.text("summary"));
        paragraph(text, "What to try", verdict.text("advice"));
        paragraph(text, "What could not be seen", verdict.text("doubts"));
        boolean first = true;
        for (ValueDescriptor field : verdict.own()) {
            String value = verdict.text(field);
            if (value != null && !SAID_FIRST.contains(field.getName())) {
                text.append(first ? "\nWhat was measured\n" : "");
                first = false;
                Prose.labelled(text, label(field), value, LABEL_WIDTH);
            }
        }
        return text.toString();
    }

    private static String heading(EventFields verdict) {
        String cause = verdict.text("cause");
        String confidence = verdict.text("confidence");
        return (cause == null ? "UNKNOWN" : cause)
                + (confidence == null ? "" : ", confidence " + confidence.toLowerCase(Locale.ROOT));
    }

    private static void paragraph(StringBuilder text, String title, String body) {
        if (body != null) {
            text.append('\n').append(title == null ? "" : title + "\n");
            Prose.wrapped(text, body, title == null ? "" : "  ");
        }
    }

    private static String label(ValueDescriptor field) {
        return field.getLabel() == null ? field.getName() : field.getLabel();
    }
}
