// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

/** One failure in one line. */
final class FailureLine {
    private static final String[][] PARTS = {
        // field, what is said before it
        {"kind", ""},
        {"order", "order "},
        {"requestedBytes", ""},
        {"task", "task "},
        {"taskId", "id "},
        {"javaThread", "Java thread "},
        {"origin", "for "},
        {"source", "read from "},
    };

    private FailureLine() {}

    static String of(EventFields failure) {
        String time = failure.text("kernelTime");
        StringBuilder line = new StringBuilder(time == null ? failure.start() : time);
        String separator = "  ";
        for (String[] part : PARTS) {
            String value = failure.text(part[0]);
            if (value != null) {
                line.append(separator).append(part[1]).append(value.replace('\n', ' '));
                separator = ", ";
            }
        }
        if ("false".equals(failure.text("live"))) {
            line.append(" (from before the agent's start)");
        }
        return line.toString();
    }
}
