// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

/** What stands behind an event's name: {@code order=9 migratetype=1 gfp_flags=...}, looked up in place. */
final class TraceFields {
    private final Names names;
    private byte[] line;
    private int from;
    private int to;

    /** @param names for the texts */
    TraceFields(Names names) {
        this.names = names;
    }

    /** The fields of another line. */
    void of(byte[] bytes, int start, int end) {
        line = bytes;
        from = start;
        to = end;
    }

    /** The field's decimal number; {@link TraceLine#UNKNOWN} where there is none. */
    long number(String field) {
        int begin = valueOf(field);
        long value = begin < 0 ? Ascii.NONE : Ascii.number(line, begin, valueEnd(begin));
        return value == Ascii.NONE ? TraceLine.UNKNOWN : value;
    }

    /** The field's text; null where there is none. */
    String text(String field) {
        int begin = valueOf(field);
        return begin < 0 ? null : names.of(line, begin, valueEnd(begin));
    }

    /** Whether the field's number is 0, in hexadecimal or not; false where there is none. */
    boolean isZero(String field) {
        int begin = valueOf(field);
        if (begin < 0) {
            return false;
        }
        int end = valueEnd(begin);
        int digits = Ascii.startsWith(line, begin, end, "0x") ? begin + 2 : begin;
        for (int at = digits; at < end; at++) {
            if (line[at] != '0') {
                return false;
            }
        }
        return end > digits;
    }

    private int valueEnd(int begin) {
        int end = begin;
        while (end < to && line[end] != ' ' && line[end] != ',') {
            end++;
        }
        return end;
    }

    /** Where the value of {@code field=} begins; fields get added and moved from release to release. */
    private int valueOf(String field) {
        for (int at = from; at < to; at++) {
            if (line[at] == ' ') {
                continue;
            }
            if (Ascii.startsWith(line, at, to, field) && at + field.length() < to && line[at + field.length()] == '=') {
                return at + field.length() + 1;
            }
            while (at < to && line[at] != ' ') {
                at++;
            }
        }
        return -1;
    }
}
