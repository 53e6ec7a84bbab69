// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * {@code CPU: 6 PID: 138678 Comm: kworker/u448:1 Tainted: P OE 3.10.0-514.el7.x86_64 #1} (lib/dump_stack.c,
 * {@code dump_stack_print_info}); up to 3.9 {@code Pid: 17921, comm: fincore Not tainted 3.0.101 #1}; since 6.11 with a
 * {@code UID:}.
 *
 * @param cpu null before 3.10
 * @param kernel null where the line is cut before it
 * @param tainted the flags as printed, null where not tainted
 */
public record StackHeader(Integer cpu, int pid, String task, String kernel, String tainted) {
    private static final String TAINTED = " Tainted: ";
    private static final String NOT_TAINTED = " Not tainted";
    private static final String KDUMP = " Kdump: loaded";

    /** Null where the line is none. */
    public static StackHeader parse(String line) {
        int at = Scan.blanks(line, 0);
        if (line.startsWith("CPU: ", at)) {
            int cpu = at + 5;
            int cpuEnd = Scan.digits(line, cpu);
            int pid = field(line, line.startsWith(" UID: ", cpuEnd) ? Scan.digits(line, cpuEnd + 6) : cpuEnd, " PID: ");
            int pidEnd = Scan.digits(line, pid);
            int task = pid < 0 ? -1 : field(line, pidEnd, " Comm: ");
            return of(line, cpu, cpuEnd, pid, pidEnd, task);
        }
        if (line.startsWith("Pid: ", at)) {
            int pidEnd = Scan.digits(line, at + 5);
            return of(line, -1, -1, at + 5, pidEnd, field(line, pidEnd, ", comm: "));
        }
        return null;
    }

    private static int field(String line, int at, String name) {
        return line.startsWith(name, at) ? at + name.length() : -1;
    }

    private static StackHeader of(String line, int cpu, int cpuEnd, int pid, int pidEnd, int task) {
        int number = task < 0 ? -1 : Scan.smallNumber(line, pid, pidEnd, Integer.MAX_VALUE);
        int cpuNumber = cpu < 0 ? -1 : Scan.smallNumber(line, cpu, cpuEnd, Integer.MAX_VALUE);
        if (number < 0 || cpu >= 0 && cpuNumber < 0) {
            return null;
        }
        Integer processor = cpu < 0 ? null : (Integer) cpuNumber;
        // from the right: the task may call itself "x Not tainted"
        int clean = line.lastIndexOf(NOT_TAINTED);
        int taint = line.lastIndexOf(TAINTED);
        int mark = Math.max(clean, taint);
        if (mark < task) {
            return new StackHeader(processor, number, line.substring(task).strip(), null, null);
        }
        String name = line.substring(task, mark);
        if (name.endsWith(KDUMP)) {
            name = name.substring(0, name.length() - KDUMP.length());
        }
        int rest = mark + (mark == taint ? TAINTED.length() : NOT_TAINTED.length());
        int version = version(line, rest);
        String flags = mark == taint
                ? line.substring(rest, version < 0 ? line.length() : version).strip()
                : null;
        return new StackHeader(
                processor,
                number,
                name.strip(),
                version < 0 ? null : line.substring(version, Scan.word(line, version)),
                flags);
    }

    /** The first word that begins with a digit: taint flags are letters, blanks, dashes and brackets. */
    private static int version(String line, int from) {
        for (int i = Scan.blanks(line, from); i < line.length(); i = Scan.blanks(line, Scan.word(line, i))) {
            if (Scan.isDigit(line.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
