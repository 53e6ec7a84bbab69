// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts lines that were joined by blanks, as a console's input field does with a log that is pasted into it. What stands
 * before the first line's text (a time stamp, the log daemon's words) is looked for again, with any numbers for its own.
 */
public final class JoinedLines {
    /** Characters of the first line in which its prefix must end. */
    private static final int LONGEST_PREFIX = 200;

    private static final int MOST_BLANKS = 20;

    private final String text;
    private final String prefix;

    private JoinedLines(String text, String prefix) {
        this.text = text;
        this.prefix = prefix;
    }

    /** The lines, or the text alone where nothing in it tells them apart. */
    public static List<String> split(String text) {
        String begin = text.substring(0, Math.min(text.length(), LONGEST_PREFIX));
        String prefix =
                begin.substring(0, begin.length() - LogPrefix.textOf(begin).length());
        return Scan.blanks(prefix, 0) == prefix.length() ? List.of(text) : new JoinedLines(text, prefix).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int blank = text.indexOf(' '); blank >= 0; blank = text.indexOf(' ', blank + 1)) {
            if (blank >= from + prefix.length() && startsAt(blank + 1)) {
                lines.add(text.substring(from, blank));
                from = blank + 1;
            }
        }
        lines.add(text.substring(from));
        return lines;
    }

    /** Whether the prefix stands there, a number being any number and the blanks before it any few. */
    private boolean startsAt(int start) {
        int at = start;
        int own = 0;
        while (own < prefix.length()) {
            int number = Scan.blanks(prefix, own);
            int end = Scan.digits(prefix, number);
            if (end > number) {
                int first = afterFewBlanks(at);
                at = Scan.digits(text, first);
                if (at == first) {
                    return false;
                }
                own = end;
            } else if (at < text.length() && text.charAt(at) == prefix.charAt(own)) {
                at++;
                own++;
            } else {
                return false;
            }
        }
        return true;
    }

    private int afterFewBlanks(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ' && at - from < MOST_BLANKS) {
            at++;
        }
        return at;
    }
}
