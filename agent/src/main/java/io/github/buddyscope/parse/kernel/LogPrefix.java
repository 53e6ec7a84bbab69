// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes away what dmesg, a log daemon or a terminal put before the kernel's text: {@code [sec.usec]} with or without
 * caller id, {@code dmesg -T}, {@code -x}, {@code -d} and {@code -H}, {@code <4>}, syslog with RFC 3164 or RFC 3339 stamps,
 * journalctl's short forms, and raw {@code /dev/kmsg} records.
 *
 * <p>Anyone may write to syslog, so where a line names its program only {@code kernel:} is believed; a level with another
 * facility than the kernel's is not. A line without any prefix is taken for the kernel's, since people paste them.
 */
public final class LogPrefix {
    /** Characters of a line that are kept; the longest that a kernel prints are below 1,100. */
    static final int MAX_LINE = 16 * 1024;

    private LogPrefix() {}

    /**
     * The kernel's lines in one line of a log: none where another program wrote it, several where the log daemon escaped the
     * newlines of one kernel message ({@code #012}, {@code \x0a}).
     *
     * @param number the line's number in its file, given to each
     */
    public static List<KernelLine> parse(long number, String line) {
        String text = cleaned(line);
        KmsgRecord record = looksLikeRecord(text) ? KmsgRecord.parse(text) : null;
        if (record != null) {
            return record.fromKernel() ? renumbered(number, record) : List.of();
        }
        LineStart start = stripped(text);
        return start.foreign ? List.of() : lines(number, start);
    }

    /** When a line was written, whoever wrote it: a line without text, whose times are null where it has none. */
    public static KernelLine stamp(long number, String line) {
        List<KernelLine> records = looksLikeRecord(line) ? parse(number, line) : List.of();
        if (!records.isEmpty()) {
            return new KernelLine(
                    number, "", records.get(0).kernelMicros(), records.get(0).time(), null, null);
        }
        LineStart start = stripped(cleaned(line));
        return new KernelLine(number, "", start.micros, start.time, null, null);
    }

    /** The text of a message that a log daemon quotes within a line of its own. */
    static String textOf(String quoted) {
        return quoted.substring(stripped(quoted).at);
    }

    private static String cleaned(String line) {
        int end = Math.min(line.length(), MAX_LINE);
        if (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        int from = end > 0 && line.charAt(0) == '\uFEFF' ? 1 : 0;
        String text = line.substring(from, end);
        return text.indexOf('\u00A0') < 0 ? text : text.replace('\u00A0', ' ');
    }

    private static boolean looksLikeRecord(String text) {
        int digits = Scan.digits(text, 0);
        return digits > 0 && digits < 8 && text.startsWith(",", digits) && text.indexOf(';') > 0;
    }

    private static List<KernelLine> renumbered(long number, KmsgRecord record) {
        List<KernelLine> lines = new ArrayList<>();
        for (KernelLine line : record.lines(null)) {
            lines.add(new KernelLine(number, line.text(), line.kernelMicros(), null, line.caller(), null));
        }
        return lines;
    }

    private static LineStart stripped(String line) {
        LineStart start = new LineStart(line);
        Severity.strip(start);
        DaemonHeader.strip(start);
        ProgramTag.strip(start);
        if (BracketedStamp.strip(start)) {
            ProgramTag.stripBehindStamp(start);
        }
        start.foreign = start.foreign || !start.tagged && ProgramTag.ofAnother(start);
        return start;
    }

    private static List<KernelLine> lines(long number, LineStart start) {
        String text = SafeText.of(start.line.substring(start.at));
        List<KernelLine> lines = new ArrayList<>(1);
        int from = 0;
        while (from <= text.length()) {
            int newline = escapedNewline(text, from);
            int to = newline < 0 ? text.length() : newline;
            lines.add(new KernelLine(number, text.substring(from, to), start.micros, start.time, start.caller, null));
            from = to + 4;
            if (newline < 0 || from == text.length()) {
                break;
            }
        }
        return lines;
    }

    private static int escapedNewline(String text, int from) {
        int hash = text.indexOf("#012", from);
        int hex = text.indexOf("\\x0a", from);
        return hash < 0 ? hex : hex < 0 ? hash : Math.min(hash, hex);
    }
}
