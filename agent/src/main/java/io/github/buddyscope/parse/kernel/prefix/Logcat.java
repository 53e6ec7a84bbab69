// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * Android's {@code logcat -b kernel}: {@code 03-19 10:05:52.172     0     0 W java    : page allocation failure: …}. The
 * kernel is process 0; the tag is what stood before the first colon of its text, padded to eight characters.
 */
final class Logcat {
    private Logcat() {}

    static void strip(LineStart start) {
        String line = start.line;
        Stamp stamp = Stamp.monthAndDay(line, start.at);
        if (stamp == null && Stamp.iso(line, start.at) != null) {
            stamp = Stamp.iso(line, start.at);
        }
        if (stamp == null || !line.startsWith(" ", stamp.end())) {
            return;
        }
        int process = Scan.blanks(line, stamp.end());
        int processEnd = Scan.digits(line, process);
        int thread = Scan.blanks(line, processEnd);
        int threadEnd = Scan.digits(line, thread);
        int level = Scan.blanks(line, threadEnd);
        boolean form = processEnd > process
                && threadEnd > thread
                && level + 1 < line.length()
                && "VDIWEFS".indexOf(line.charAt(level)) >= 0
                && line.charAt(level + 1) == ' ';
        if (!form) {
            return;
        }
        start.time = stamp.time();
        start.foreign |= Scan.number(line, process, processEnd) != 0 || Scan.number(line, thread, threadEnd) != 0;
        start.tagged = true;
        start.at = level + 2;
        unpad(start);
    }

    private static void unpad(LineStart start) {
        String line = start.line;
        int colon = line.indexOf(": ", start.at);
        int end = colon;
        while (end > start.at && line.charAt(end - 1) == ' ') {
            end--;
        }
        if (colon > start.at && end < colon && colon - start.at <= 16) {
            start.line = line.substring(start.at, end) + line.substring(colon);
            start.at = 0;
        }
    }
}
