// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.time.LocalDateTime;

/**
 * A line in the wrapping of a container runtime or a log shipper: Docker's json-file, CRI ({@code stamp stderr F text}),
 * {@code kubectl logs --timestamps}, and JSON objects with the line in {@code log}, {@code message} or {@code MESSAGE}, as
 * Fluent Bit, Vector and their like write them.
 *
 * @param text the line within
 * @param time the wrapping's, null where it has none
 * @param foreign the wrapping names another program than the kernel
 * @param partial the rest of the line stands on the next
 */
record ShippedLine(String text, LocalDateTime time, boolean foreign, boolean partial) {
    /** Digits behind the second that Kubernetes and Docker print, and syslog daemons don't. */
    private static final int NANOS = 9;

    /** Null where there is no such wrapping. */
    static ShippedLine of(String line) {
        return line.startsWith("{") ? null : stamped(line);
    }

    private static ShippedLine stamped(String line) {
        if (line.isEmpty() || !Scan.isDigit(line.charAt(0))) {
            return null;
        }
        Stamp stamp = Stamp.iso(line, 0);
        int at = stamp == null ? -1 : stamp.end();
        if (at < 0 || !line.startsWith(" ", at) || line.charAt(10) != 'T') {
            return null;
        }
        boolean stream = line.startsWith(" stderr ", at) || line.startsWith(" stdout ", at);
        int tag = at + 8;
        int text = Scan.word(line, tag);
        if (stream && (line.startsWith("F", tag) || line.startsWith("P", tag))) {
            boolean partial = line.charAt(tag) == 'P';
            return new ShippedLine(line.substring(Math.min(text + 1, line.length())), stamp.time(), false, partial);
        }
        boolean nanos = line.startsWith(".", 19) && Scan.digits(line, 20) == 20 + NANOS;
        boolean kernels = line.startsWith("<", at + 1) || BracketedStamp.at(line, at + 1);
        return nanos || kernels ? new ShippedLine(line.substring(at + 1), stamp.time(), false, false) : null;
    }

    /** Null where the object has no line. */
    static ShippedLine of(JsonFields object) {
        String text = object.first("log", "message", "MESSAGE", "msg");
        if (text == null) {
            return null;
        }
        String program =
                object.first("SYSLOG_IDENTIFIER", "syslog_identifier", "programname", "program", "appname", "ident");
        String facility = object.first("SYSLOG_FACILITY", "facility");
        boolean foreign = program != null && !ProgramTag.isKernels(program)
                || facility != null && !facility.equals("kern") && !facility.equals("0");
        boolean partial = object.has("log") && object.has("stream") && !text.endsWith("\n");
        return new ShippedLine(trimmed(text), time(object), foreign, partial);
    }

    private static String trimmed(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static LocalDateTime time(JsonFields object) {
        String time = object.first("time", "timestamp", "@timestamp", "date");
        if (time == null) {
            return null;
        }
        Stamp stamp = Stamp.iso(time, 0);
        stamp = stamp == null ? Stamp.unix(time, 0) : stamp;
        return stamp == null ? null : stamp.time();
    }
}
