// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/**
 * What a log daemon writes before a message: its stamp (RFC 3164, RFC 3339, journalctl's), the host, and the program. A line
 * of a daemon's that names no kernel is foreign. {@code dmesg --time-format iso} has the stamp and no more.
 */
final class DaemonHeader {
    private static final int MAX_HOST_WORDS = 3;

    private DaemonHeader() {}

    static void strip(LineStart start) {
        String line = start.line;
        Stamp iso = Stamp.iso(line, start.at);
        Stamp stamp = iso != null ? iso : other(start);
        if (stamp == null || !line.startsWith(" ", stamp.end())) {
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
            if (line.startsWith("kernel: ", word) || line.startsWith("kernel:", word) && end == line.length()) {
                start.at = word;
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

    /** {@code user.notice} where busybox writes {@code kern.warn}. */
    private static boolean otherFacility(String line, int from, int to) {
        int dot = line.indexOf('.', from);
        return dot < 0 || dot >= to || !line.startsWith("kern.", from);
    }
}
