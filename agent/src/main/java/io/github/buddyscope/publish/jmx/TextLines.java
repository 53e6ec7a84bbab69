// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayList;
import java.util.List;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * Long texts as arrays of lines. A console shows a text as one line, however long; JConsole even takes the room for it from
 * the names of the other items until none of them can be read.
 */
final class TextLines {
    static final int WIDTH = 80;
    static final OpenType<String[]> TYPE = type();

    private TextLines() {}

    private static OpenType<String[]> type() {
        try {
            return new ArrayType<>(1, SimpleType.STRING);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines that the text has; null for null. */
    static String[] split(String text) {
        return text == null ? null : text.split("\n");
    }

    /** The words in lines of at most {@link #WIDTH} characters, longer ones in lines of their own; null for null. */
    static String[] wrapped(String text) {
        if (text == null) {
            return null;
        }
        List<String> lines = new ArrayList<>();
        for (String line : split(text)) {
            wrap(line, lines);
        }
        return lines.toArray(String[]::new);
    }

    private static void wrap(String line, List<String> lines) {
        int from = 0;
        while (line.length() - from > WIDTH) {
            int blank = line.lastIndexOf(' ', from + WIDTH);
            int end = blank > from ? blank : line.indexOf(' ', from + WIDTH);
            if (end < 0) {
                break;
            }
            lines.add(line.substring(from, end));
            from = end + 1;
        }
        lines.add(line.substring(from));
    }
}
