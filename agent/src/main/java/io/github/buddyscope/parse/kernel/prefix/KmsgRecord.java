// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of {@code /dev/kmsg}: {@code prio,seq,usec,flag[,more];text} and, on further lines, a dictionary, which is left
 * out (Documentation/ABI/testing/dev-kmsg; kernel/printk/printk.c, {@code msg_print_ext_header}).
 *
 * @param priority facility times 8 plus level
 * @param sequence the record's number since boot; a gap means that records were lost
 * @param micros the kernel's time stamp (local_clock), microseconds
 * @param flag {@code -} for a whole line, {@code c} or {@code +} for a piece of one; {@code -} on 3.5, which prints none
 * @param caller {@code T1234} or {@code C5} where the kernel prints caller ids, else null
 * @param text unescaped, fit to be shown; may hold newlines, since a printk of several lines is one record
 */
public record KmsgRecord(int priority, long sequence, long micros, char flag, String caller, String text) {
    private static final int MAX_PRIORITY = 1 << 16;
    private static final int MAX_CALLER = 16;

    /**
     * Reads one record from the first {@code length} bytes.
     *
     * @return null for what is no record
     */
    public static KmsgRecord parse(byte[] bytes, int length) {
        int end = Math.min(length, bytes.length);
        int text = indexOf(bytes, 0, end, (byte) ';');
        if (text < 0) {
            return null;
        }
        int seqAt = indexOf(bytes, 0, text, (byte) ',') + 1;
        int usecAt = seqAt == 0 ? 0 : indexOf(bytes, seqAt, text, (byte) ',') + 1;
        if (usecAt == 0) {
            return null;
        }
        int usecEnd = indexOf(bytes, usecAt, text, (byte) ',');
        long priority = number(bytes, 0, seqAt - 1);
        long sequence = number(bytes, seqAt, usecAt - 1);
        long micros = number(bytes, usecAt, usecEnd < 0 ? text : usecEnd);
        if (priority < 0 || priority > MAX_PRIORITY || sequence < 0 || micros < 0) {
            return null;
        }
        char flag = '-';
        String caller = null;
        for (int from = usecEnd + 1; usecEnd >= 0 && from < text; ) {
            int comma = indexOf(bytes, from, text, (byte) ',');
            int to = comma < 0 ? text : comma;
            if (from == usecEnd + 1 && to - from == 1) {
                flag = (char) (bytes[from] & 0xff);
            } else if (caller == null) {
                caller = caller(bytes, from, to);
            }
            from = to + 1;
        }
        return new KmsgRecord((int) priority, sequence, micros, flag, caller, text(bytes, text + 1, end));
    }

    /** As {@link #parse(byte[], int)}, for a record that was pasted into a file. */
    static KmsgRecord parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, bytes.length);
    }

    /** Only the kernel itself can write records of facility 0; any user may write the others. */
    public boolean fromKernel() {
        return priority >> 3 == 0;
    }

    /** A piece of a line that another record begins or continues. */
    public boolean fragment() {
        return flag == 'c' || flag == '+';
    }

    /**
     * The record's lines, all with its sequence number and stamp.
     *
     * @param arrival null where the record comes from a file
     */
    public List<KernelLine> lines(KernelLine.Arrival arrival) {
        if (text.indexOf('\n') < 0) {
            return List.of(line(text, arrival));
        }
        List<KernelLine> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int newline = text.indexOf('\n', from);
            int to = newline < 0 ? text.length() : newline;
            lines.add(line(text.substring(from, to), arrival));
            from = to + 1;
        }
        return lines;
    }

    private KernelLine line(String part, KernelLine.Arrival arrival) {
        return new KernelLine(sequence, part, micros, null, caller, arrival);
    }

    private static String caller(byte[] bytes, int from, int to) {
        String field = new String(bytes, from, Math.min(to - from, 7 + MAX_CALLER), StandardCharsets.ISO_8859_1);
        return field.startsWith("caller=") ? SafeText.of(field.substring(7)) : null;
    }

    /** Up to the first newline. Nearly all is printable ASCII, which is looked at once: a ring has a hundred thousand bytes. */
    private static String text(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] >= ' ' && bytes[to] < 0x7f && bytes[to] != '\\') {
            to++;
        }
        if (to == end || bytes[to] == '\n') {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int newline = indexOf(bytes, to, end, (byte) '\n');
        return unescape(bytes, from, newline < 0 ? end : newline);
    }

    /** The kernel writes {@code \xNN} for bytes below 0x20, from 0x7f upwards, and for the backslash itself. */
    private static String unescape(byte[] bytes, int from, int to) {
        byte[] out = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int value = i + 3 < to && bytes[i] == '\\' && bytes[i + 1] == 'x' ? hexByte(bytes, i + 2) : -1;
            if (value >= 0) {
                out[length++] = (byte) value;
                i += 3;
            } else {
                out[length++] = bytes[i];
            }
        }
        return SafeText.of(new String(out, 0, length, StandardCharsets.UTF_8));
    }

    private static int hexByte(byte[] bytes, int at) {
        int high = Character.digit(bytes[at], 16);
        int low = Character.digit(bytes[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** A decimal number that fills {@code from} to {@code to}, or -1. */
    private static long number(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
