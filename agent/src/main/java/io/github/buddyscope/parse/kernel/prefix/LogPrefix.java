// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.line.Scan;
import io.github.buddyscope.text.SafeText;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes away what stands before the kernel's text, or around it: {@code [sec.usec]} with or without caller id, all forms of
 * dmesg's and journalctl's, syslog (RFC 3164, 3339, 5424), raw {@code /dev/kmsg} records, container runtimes and log shippers,
 * consoles, mail quotes, and what makers of telephones add. Behind a beginning of another form the kernel's own stamp or tag
 * is looked for.
 *
 * <p>Anyone may write to syslog, so where a line names its program only {@code kernel:} is believed; a level with another
 * facility than the kernel's is not. A line without any prefix is taken for the kernel's, since people paste them.
 */
public final class LogPrefix {
    /** Characters of a line that are kept; the longest that a kernel prints are below 1,100. */
    static final int MAX_LINE = 16 * 1024;

    /** A container's log within a shipper's, and one to spare. */
    private static final int MAX_WRAPPINGS = 3;

    private LogPrefix() {}

    /**
     * The kernel's lines in one line of a log: none where another program wrote it, several where the log daemon escaped the
     * newlines of one kernel message ({@code #012}, {@code \x0a}).
     *
     * @param number the line's number in its file, given to each
     */
    public static List<KernelLine> parse(long number, String line) {
        return parse(number, TerminalText.cleaned(line), null, 0);
    }

    /** The wrapping of a container runtime, which may split lines; null where a line has none. */
    static ShippedLine shipped(String line) {
        if (!line.contains("\"stream\"") && !line.contains(" stderr ") && !line.contains(" stdout ")) {
            return null;
        }
        String text = TerminalText.cleaned(line);
        JsonFields object = looksLikeObject(text) ? JsonFields.parse(text) : null;
        return object == null ? ShippedLine.of(text) : JournalRecord.of(object) == null ? ShippedLine.of(object) : null;
    }

    static List<KernelLine> parse(long number, ShippedLine shipped) {
        return shipped.foreign() ? List.of() : parse(number, TerminalText.cleaned(shipped.text()), shipped.time(), 1);
    }

    /** @param outer the time of what the line is wrapped in */
    private static List<KernelLine> parse(long number, String text, LocalDateTime outer, int depth) {
        JsonFields object = looksLikeObject(text) ? JsonFields.parse(text) : null;
        JournalRecord entry = object == null ? null : JournalRecord.of(object);
        if (entry != null) {
            return entry.lines(number, null);
        }
        ShippedLine shipped = object == null ? ShippedLine.of(text) : ShippedLine.of(object);
        if (shipped != null && depth < MAX_WRAPPINGS) {
            LocalDateTime time = shipped.time() == null ? outer : shipped.time();
            String inner = TerminalText.cleaned(shipped.text());
            return shipped.foreign() ? List.of() : parse(number, inner, time, depth + 1);
        }
        if (object != null) {
            return List.of();
        }
        KmsgRecord record = looksLikeRecord(text) ? KmsgRecord.parse(text) : null;
        if (record != null) {
            return record.fromKernel() ? renumbered(number, record, outer) : List.of();
        }
        LineStart start = stripped(text);
        start.time = start.time == null ? outer : start.time;
        return start.foreign ? List.of() : lines(number, start);
    }

    /** When a line was written, whoever wrote it: a line without text, whose times are null where it has none. */
    public static KernelLine stamp(long number, String line) {
        String text = TerminalText.cleaned(line);
        LocalDateTime outer = null;
        for (int depth = 0; depth <= MAX_WRAPPINGS; depth++) {
            JsonFields object = looksLikeObject(text) ? JsonFields.parse(text) : null;
            JournalRecord entry = object == null ? null : JournalRecord.of(object);
            if (entry != null) {
                return new KernelLine(number, "", entry.kernelMicros(), entry.time(), null, null);
            }
            ShippedLine shipped = object == null ? ShippedLine.of(text) : ShippedLine.of(object);
            if (shipped == null) {
                break;
            }
            outer = shipped.time() == null ? outer : shipped.time();
            text = TerminalText.cleaned(shipped.text());
        }
        KmsgRecord record = looksLikeRecord(text) ? KmsgRecord.parse(text) : null;
        LineStart start = record == null ? stripped(text) : null;
        return new KernelLine(
                number,
                "",
                record == null ? start.micros : (Long) record.micros(),
                start == null || start.time == null ? outer : start.time,
                null,
                null);
    }

    /** The text of a message that a log daemon quotes within a line of its own. */
    public static String textOf(String quoted) {
        LineStart start = stripped(quoted);
        return start.line.substring(start.at);
    }

    private static boolean looksLikeObject(String text) {
        return text.startsWith("{") && text.length() > 2;
    }

    private static boolean looksLikeRecord(String text) {
        int digits = Scan.digits(text, 0);
        return digits > 0 && digits < 8 && text.startsWith(",", digits) && text.indexOf(';') > 0;
    }

    private static List<KernelLine> renumbered(long number, KmsgRecord record, LocalDateTime time) {
        List<KernelLine> lines = new ArrayList<>();
        for (KernelLine line : record.lines(null)) {
            lines.add(new KernelLine(number, line.text(), line.kernelMicros(), time, line.caller(), null));
        }
        return lines;
    }

    private static LineStart stripped(String line) {
        LineStart start = new LineStart(line);
        Severity.strip(start);
        Logcat.strip(start);
        if (!start.tagged) {
            DaemonHeader.strip(start);
            ProgramTag.strip(start);
            if (start.tagged && !start.levelled && start.startsWith("<")) {
                Severity.strip(start);
            }
        }
        boolean stamped = BracketedStamp.strip(start);
        boolean strange = !stamped && !start.tagged && !start.levelled && start.time == null && !start.foreign;
        if (strange && (ProgramTag.quotesTheKernel(start) || isHeading(start))) {
            start.foreign = true;
        } else if (strange) {
            stamped = ProgramTag.stripFurtherOn(start)
                    ? BracketedStamp.strip(start)
                    : BracketedStamp.stripFurtherOn(start);
        }
        if (stamped) {
            ProgramTag.stripBehindStamp(start);
        }
        start.foreign = start.foreign || !start.tagged && ProgramTag.ofAnother(start);
        return start;
    }

    /** {@code # swapper: page allocation failure}: a heading or a comment, in which somebody speaks of one. */
    private static boolean isHeading(LineStart start) {
        int at = Scan.blanks(start.line, start.at);
        return start.line.startsWith("# ", at) || start.line.startsWith("##", at);
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
