// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.text.SafeText;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the journal as {@code journalctl -o json} writes it, an object a line (systemd.journal-fields(7)).
 *
 * @param cursor {@code __CURSOR}, by which reading can be taken up again; null where it is left out
 * @param bootId {@code _BOOT_ID}, or null
 * @param transport {@code _TRANSPORT}: how the entry reached journald, which nobody else can set; or null
 * @param identifier {@code SYSLOG_IDENTIFIER}: the program by its own account, or null
 * @param facility {@code SYSLOG_FACILITY}, 0 being the kernel's, or null
 * @param priority {@code PRIORITY}, 0 to 7, or null
 * @param kernelMicros {@code _SOURCE_MONOTONIC_TIMESTAMP}: of a kernel message its own stamp (local_clock), or null
 * @param monotonicMicros {@code __MONOTONIC_TIMESTAMP}: when journald received it, microseconds since boot, or null
 * @param realtimeMicros {@code __REALTIME_TIMESTAMP}: the same, microseconds since 1970 in UTC, or null
 * @param message as it was sent, not yet fit to be shown; may hold newlines; null where it is missing, or longer than the
 *     4,096 bytes that journalctl prints without {@code --all}
 */
public record JournalRecord(
        String cursor,
        String bootId,
        String transport,
        String identifier,
        Integer facility,
        Integer priority,
        Long kernelMicros,
        Long monotonicMicros,
        Long realtimeMicros,
        String message) {
    private static final int MAX_FACILITY = 1 << 13;
    private static final int MAX_NAME = 512;
    /** The year 2200; journald itself stops trusting stamps beyond. */
    private static final long LATEST_MICROS = 7_258_118_400_000_000L;

    /** Null for what is no entry of a journal. A line longer than 64 Ki characters is none. */
    public static JournalRecord parse(String line) {
        JsonFields fields = line.isEmpty() ? null : JsonFields.parse(line);
        return fields == null ? null : of(fields);
    }

    /** As {@link LogPrefix#parse}: the kernel's lines in an entry, none where it isn't the kernel's or is no entry. */
    public static List<KernelLine> parse(long number, String line) {
        JournalRecord record = parse(line);
        return record == null ? List.of() : record.lines(number, null);
    }

    static JournalRecord of(JsonFields fields) {
        boolean journal = fields.has("__CURSOR")
                || fields.has("_TRANSPORT")
                || fields.has("__REALTIME_TIMESTAMP")
                || fields.has("_SOURCE_MONOTONIC_TIMESTAMP");
        if (!journal) {
            return null;
        }
        return new JournalRecord(
                name(fields.get("__CURSOR")),
                name(fields.get("_BOOT_ID")),
                name(fields.get("_TRANSPORT")),
                name(fields.get("SYSLOG_IDENTIFIER")),
                small(fields.number("SYSLOG_FACILITY"), MAX_FACILITY),
                small(fields.number("PRIORITY"), 7),
                micros(fields.number("_SOURCE_MONOTONIC_TIMESTAMP")),
                micros(fields.number("__MONOTONIC_TIMESTAMP")),
                micros(fields.number("__REALTIME_TIMESTAMP")),
                fields.first("MESSAGE", "message"));
    }

    /**
     * What a user writes to {@code /dev/kmsg} comes by the same transport, under any name, but can't have the kernel's
     * facility.
     */
    public boolean fromKernel() {
        boolean named = identifier == null || identifier.equals("kernel");
        return "kernel".equals(transport) && named && (facility == null || facility == 0);
    }

    /**
     * The entry's lines: none where it isn't the kernel's or has no message. Their time is the journal's in UTC.
     *
     * @param number given to each
     * @param arrival null where the entry comes from a file
     */
    public List<KernelLine> lines(long number, KernelLine.Arrival arrival) {
        if (!fromKernel() || message == null) {
            return List.of();
        }
        String text = SafeText.of(message).replace('\u00A0', ' ');
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        List<KernelLine> lines = new ArrayList<>(1);
        for (int from = 0; from <= end; ) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 || newline > end ? end : newline;
            int cut = Math.min(to, from + LogPrefix.MAX_LINE);
            lines.add(new KernelLine(number, text.substring(from, cut), kernelMicros, time(), null, arrival));
            from = to + 1;
        }
        return lines;
    }

    /** The journal's, in UTC; null where it is left out. */
    LocalDateTime time() {
        return realtimeMicros == null ? null : utc(realtimeMicros);
    }

    static LocalDateTime utc(long micros) {
        return LocalDateTime.ofEpochSecond(micros / 1_000_000, (int) (micros % 1_000_000) * 1_000, ZoneOffset.UTC);
    }

    private static Long micros(Long number) {
        return number == null || number > LATEST_MICROS ? null : number;
    }

    private static Integer small(Long number, int max) {
        return number == null || number > max ? null : (Integer) number.intValue();
    }

    private static String name(String text) {
        return text == null || text.length() > MAX_NAME ? null : SafeText.line(text);
    }
}
