// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * What log daemons write instead of the same line again: {@code last message repeated 3 times} (syslogd) or
 * {@code message repeated 3 times: [ text]} (rsyslog).
 *
 * @param times how often the message came besides the first time
 * @param text the message, null where it is the line before
 */
public record Repetition(int times, String text) {
    private static final String LITERAL = "message repeated ";
    private static final String LAST = "last " + LITERAL;
    private static final String TIMES = " times";

    /** Whether the line goes on so behind the stamp; {@code last} only where the host stands between. */
    static boolean begins(String line, int at, boolean behindHost) {
        return line.startsWith(LITERAL, at) || behindHost && line.startsWith(LAST, at);
    }

    /** Null where the line is none. */
    public static Repetition parse(String line) {
        boolean last = line.startsWith(LAST);
        if (!last && !line.startsWith(LITERAL)) {
            return null;
        }
        int number = last ? LAST.length() : LITERAL.length();
        int end = Scan.digits(line, number);
        int times = Scan.smallNumber(line, number, end, Integer.MAX_VALUE / 2);
        int to = Scan.trimmedEnd(line);
        int from = end + TIMES.length();
        if (times <= 0 || !line.startsWith(TIMES, end)) {
            return null;
        }
        if (last) {
            return from >= to ? new Repetition(times, null) : null;
        }
        boolean quoted = line.startsWith(": [", from) && to > from + 3 && line.charAt(to - 1) == ']';
        return quoted ? new Repetition(times, line.substring(Scan.blanks(line, from + 3), to - 1)) : null;
    }
}
