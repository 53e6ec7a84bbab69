// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * Undoes what consoles, terminals, mail clients and issue trackers do to a line as a whole: carriage returns, colours, quote
 * marks, no-break spaces, a byte order mark, the marks of code within a text, the brackets as web pages write them.
 */
final class TerminalText {
    private static final int MAX_QUOTES = 16;
    /** How {@code journalctl -o json-sse} begins a line. */
    private static final String EVENT = "data: {";

    private static final char ESCAPE = '\u001b';

    private TerminalText() {}

    /** The line without them, of at most {@link LogPrefix#MAX_LINE} characters; JSON objects may be longer. */
    static String cleaned(String line) {
        int from = line.startsWith("\uFEFF") ? 1 : 0;
        while (from < line.length() && (line.charAt(from) == '\r' || line.charAt(from) == '\u001e')) {
            from++;
        }
        if (line.startsWith(EVENT, from)) {
            from += EVENT.length() - 1;
        }
        int most = line.startsWith("{", from) ? JsonFields.MAX_LINE : LogPrefix.MAX_LINE;
        int end = Math.min(line.length(), from + most);
        while (end > from && line.charAt(end - 1) == '\r') {
            end--;
        }
        String text = line.substring(from, end);
        if (text.indexOf('\u00A0') >= 0) {
            text = text.replace('\u00A0', ' ');
        }
        if (text.indexOf('\r') >= 0) {
            text = overwritten(text);
        }
        if (text.indexOf('&') >= 0) {
            text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        }
        if (!text.isEmpty() && text.charAt(0) == ESCAPE) {
            text = uncoloured(text);
        }
        boolean quoted = text.startsWith(">") || text.startsWith("| ");
        return quoted ? unquoted(text) : text.startsWith("`") ? uncoded(text) : text;
    }

    /** What a console shows behind a carriage return; a kernel message that has one is left as it is. */
    private static String overwritten(String text) {
        int last = text.lastIndexOf('\r') + 1;
        return BracketedStamp.at(text, 0) || BracketedStamp.at(text, Scan.digits(text, 1) + 1)
                ? text
                : text.substring(last);
    }

    /**
     * A line that begins with a colour was coloured by dmesg, journalctl or a console, not by a task's name, which can only
     * stand further in.
     */
    private static String uncoloured(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int end = escapeEnd(text, i);
            if (end == i) {
                plain.append(text.charAt(i));
                end++;
            }
            i = end;
        }
        return plain.toString();
    }

    /** The end of {@code ESC [ 0;1;31 m} or {@code ESC [ K} that begins here; {@code from} where none does. */
    private static int escapeEnd(String text, int from) {
        if (text.charAt(from) != ESCAPE || !text.startsWith("[", from + 1)) {
            return from;
        }
        int i = from + 2;
        while (i < text.length() && (Scan.isDigit(text.charAt(i)) || ";?".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i < text.length() && Character.isLetter(text.charAt(i)) ? i + 1 : from;
    }

    /** {@code `…`}, around the whole line. */
    private static String uncoded(String text) {
        int end = Scan.trimmedEnd(text);
        boolean code = end > 2 && text.charAt(end - 1) == '`' && text.indexOf('`', 1) == end - 1;
        return code ? text.substring(1, end - 1) : text;
    }

    /** {@code > >> >>> |}, and the blank behind them. */
    private static String unquoted(String text) {
        int at = 0;
        int quotes = 0;
        int end = 0;
        while (at < text.length() && quotes < MAX_QUOTES) {
            if (text.charAt(at) == '>' || text.startsWith("| ", at)) {
                quotes++;
                end = at + 1;
            } else if (text.charAt(at) != ' ' || at != end) {
                break;
            }
            at++;
        }
        return text.substring(end < text.length() && text.charAt(end) == ' ' ? end + 1 : end);
    }
}
