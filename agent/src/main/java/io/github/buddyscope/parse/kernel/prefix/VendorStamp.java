// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;

/** What makers of telephones have their kernels print between the stamp and the text: a second time, or cpu and task. */
final class VendorStamp {
    private static final int LONGEST = 48;

    private VendorStamp() {}

    static void strip(LineStart start) {
        wallTime(start);
        cpuAndTask(start);
        taskInBrackets(start);
        cpu(start);
    }

    /** {@code  [03-19 10:05:52.172]} of Unisoc. */
    private static void wallTime(LineStart start) {
        String line = start.line;
        int at = start.at;
        if (line.length() > at + 20
                && line.startsWith(" [", at)
                && line.charAt(at + 4) == '-'
                && line.charAt(at + 7) == ' '
                && line.charAt(at + 10) == ':'
                && line.charAt(at + 20) == ']') {
            Stamp stamp = Stamp.monthAndDay(line, at + 2);
            start.time = start.time == null && stamp != null ? stamp.time() : start.time;
            start.at += 21;
        }
    }

    /** {@code  (2)[1234:java]} of MediaTek. */
    private static void cpuAndTask(LineStart start) {
        String line = start.line;
        int open = Scan.blanks(line, start.at);
        int cpu = line.startsWith("(", open) ? Scan.digits(line, open + 1) : open;
        if (cpu == open || !line.startsWith(")[", cpu)) {
            return;
        }
        int pid = Scan.digits(line, cpu + 2);
        int close = line.indexOf(']', pid);
        if (pid > cpu + 2 && line.startsWith(":", pid) && close > 0 && close - pid < LONGEST) {
            start.at = close + 1;
        }
    }

    /** {@code  [2:  kworker/2:1: 1234]}, {@code  I[0:      swapper/0:    0]} of Samsung. */
    private static void taskInBrackets(LineStart start) {
        String line = start.line;
        int letter = Scan.blanks(line, start.at);
        int open = line.startsWith("[", letter) ? letter : letter + 1;
        if (!line.startsWith("[", open)) {
            return;
        }
        int cpu = Scan.digits(line, open + 1);
        int close = line.indexOf(']', open);
        if (cpu == open + 1 || !line.startsWith(":", cpu) || close < 0 || close - open > LONGEST) {
            return;
        }
        int colon = line.lastIndexOf(':', close);
        int pid = Scan.blanks(line, colon + 1);
        if (colon > cpu && pid < close && Scan.digits(line, pid) == close) {
            start.at = close + 1;
        }
    }

    /** {@code  c0 }, {@code  c3   1234 } of Spreadtrum and Amlogic. */
    private static void cpu(LineStart start) {
        String line = start.line;
        int at = start.startsWith(" c") ? start.at + 1 : start.at;
        int cpu = line.startsWith("c", at) ? Scan.digits(line, at + 1) : at;
        if (cpu <= at + 1 || cpu > at + 3 || !line.startsWith(" ", cpu)) {
            return;
        }
        int pid = Scan.blanks(line, cpu);
        int end = Scan.digits(line, pid);
        start.at = end > pid && line.startsWith(" ", end) ? end : cpu;
    }
}
