// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

/** Counts the lines that a parser leaves out and keeps words for the first of them. */
final class Problems {
    private int lines;
    private String first = "";

    int count() {
        return lines;
    }

    void add(int lineNumber, String what) {
        if (lines++ == 0) {
            first = "line " + lineNumber + ": " + what;
        }
    }

    void add(TextScanner line, String what) {
        if (lines == 0) {
            add(line.lineNumber(), what + ": \"" + line.excerpt() + '"');
        } else {
            lines++;
        }
    }

    /** Wraps up; {@code nothing} is the sentence for a text that gave nothing and has no bad line, else empty. */
    <T> Parsed<T> parsed(T value, String nothing) {
        return switch (lines) {
            case 0 -> new Parsed<>(value, 0, nothing);
            case 1 -> new Parsed<>(value, 1, first);
            default -> new Parsed<>(value, lines, lines + " lines left out, the first is " + first);
        };
    }
}
