// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * What a log daemon writes before a message: its stamp (RFC 3164, RFC 3339, journalctl's), the host, and the program. A line
 * of a daemon's that names no kernel is foreign. {@code dmesg --time-format iso} has the stamp and no more.
 */
final class DaemonHeader {
    private static final int MAX_HOST_WORDS = 3;
    private static final int MAX_ADDRESS = 64;

    private DaemonHeader() {}

    static void strip(LineStart start) {
        String line = start.line;
        if (start.startsWith("1 ") && start.levelled && Stamp.iso(line, start.at + 2) != null) {
            start.at += 2; // the version of RFC 5424
        }
        Stamp iso = Stamp.iso(line, start.at);
        Stamp stamp = iso != null ? iso : other(start);
        if (stamp == null) {
            machineAndFacility(start);
            return;
        }
        if (!line.startsWith(" ", stamp.end())) {
            return;
        }
        start.time = stamp.time();
        boolean dmesg = iso != null && line.charAt(start.at + 10) == 'T' && line.charAt(start.at + 19) == ',';
        start.at = Scan.blanks(line, stamp.end());
        if (!dmesg) {
            hostAndTag(start);
        }
    }

    private static Stamp other(LineStart start) {
        Stamp stamp = Stamp.syslog(start.line, start.at);
        if (stamp == null) {
            stamp = Stamp.unix(start.line, start.at);
        }
        if (stamp == null && start.letters(start.at) > start.at) {
            stamp = Stamp.ctime(start.line, start.at);
        }
        return stamp == null ? weekdayAndIso(start) : stamp;
    }

    /** {@code Tue 2024-09-15 17:54:27 UTC} of {@code journalctl -o short-full}. */
    private static Stamp weekdayAndIso(LineStart start) {
        int weekday = start.letters(start.at);
        Stamp stamp = weekday == start.at || weekday > start.at + 5 ? null : Stamp.iso(start.line, weekday + 1);
        if (stamp == null) {
            return null;
        }
        int zone = Scan.word(start.line, Math.min(stamp.end() + 1, start.line.length()));
        return new Stamp(zone, stamp.time());
    }

    private static void hostAndTag(LineStart start) {
        String line = start.line;
        int word = start.at;
        for (int i = 0; i < MAX_HOST_WORDS && word < line.length(); i++) {
            int end = Scan.word(line, word);
            if (ProgramTag.end(line, word) == end || line.startsWith("kernel:[", word)) {
                start.at = word;
                return;
            }
            if (ProgramTag.nameEnd(line, word) == end && structured(start, end)) {
                return;
            }
            if (Repetition.begins(line, word, i > 0)) {
                start.at = word;
                start.tagged = true;
                return;
            }
            boolean program = line.charAt(end - 1) == ':';
            if (program || end - word > 1 && i > 0 && otherFacility(line, word, end)) {
                break;
            }
            word = Scan.blanks(line, end);
        }
        start.foreign = true;
    }

    /** Behind RFC 5424's program: {@code - - [timeQuality tzKnown="1"] text}, that is process, message id and elements. */
    private static boolean structured(LineStart start, int programEnd) {
        String line = start.line;
        int process = Scan.blanks(line, programEnd);
        int message = Scan.blanks(line, Scan.word(line, process));
        int elements = Scan.blanks(line, Scan.word(line, message));
        int end = line.startsWith("-", elements) ? elements + 1 : elementsEnd(line, elements);
        boolean field = line.startsWith("-", process) || Scan.digits(line, process) > process;
        if (!field || end <= elements || end < line.length() && line.charAt(end) != ' ') {
            return false;
        }
        start.at = end;
        start.tagged = true;
        start.skipBlank();
        if (start.startsWith("\uFEFF")) {
            start.at++;
        }
        return true;
    }

    /** The end of {@code [id name="value"][…]}, whose values have {@code \]} for a bracket. */
    private static int elementsEnd(String line, int from) {
        int at = from;
        while (line.startsWith("[", at)) {
            boolean quoted = false;
            int i = at + 1;
            while (i < line.length() && (quoted || line.charAt(i) != ']')) {
                quoted ^= line.charAt(i) == '"';
                i += line.charAt(i) == '\\' ? 2 : 1;
            }
            if (i >= line.length()) {
                return -1;
            }
            at = i + 1;
        }
        return at;
    }

    /** {@code user.notice} where busybox writes {@code kern.warn}. */
    private static boolean otherFacility(String line, int from, int to) {
        int dot = line.indexOf('.', from);
        return dot < 0 || dot >= to || !line.startsWith("kern.", from);
    }

    /** {@code 10.1.1.2: kern: warning: [2022-01-25T10:30:46.440063566Z]: } of talosctl. */
    private static void machineAndFacility(LineStart start) {
        String line = start.line;
        int machine = Scan.word(line, start.at);
        int facility = Scan.blanks(line, machine);
        int level = Scan.blanks(line, Scan.word(line, facility));
        int open = Scan.blanks(line, Scan.word(line, level));
        if (machine - start.at > MAX_ADDRESS || !line.startsWith("[", open) || !line.startsWith(": ", machine - 1)) {
            return;
        }
        Stamp stamp = Stamp.iso(line, open + 1);
        if (stamp != null && line.startsWith("]: ", stamp.end())) {
            start.foreign |= !line.startsWith("kern: ", facility);
            start.time = stamp.time();
            start.at = stamp.end() + 3;
            start.tagged = true;
        }
    }
}
