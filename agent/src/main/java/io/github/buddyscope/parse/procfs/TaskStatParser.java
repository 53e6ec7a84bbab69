// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import io.github.buddyscope.model.TaskStat;

/**
 * {@code /proc/PID/task/TID/stat}: one line, the task's name in brackets as second field. A name may hold anything, blanks
 * and brackets too: what is counted is counted from the last bracket.
 */
public final class TaskStatParser {
    /** Fields that follow the name: state is 3 in proc(5). */
    private static final int FIRST_AFTER_NAME = 3;

    private static final int MINOR_FAULTS = 10;
    private static final int MAJOR_FAULTS = 12;
    private static final int USER_TICKS = 14;
    private static final int SYSTEM_TICKS = 15;

    private TaskStatParser() {}

    /** Null for what isn't such a line. */
    public static TaskStat parse(byte[] text, int length) {
        int at = length - 1;
        while (at >= 0 && text[at] != ')') {
            at--;
        }
        long[] fields = new long[SYSTEM_TICKS + 1];
        int field = FIRST_AFTER_NAME - 1;
        boolean inNumber = false;
        for (at++; at < length && field <= SYSTEM_TICKS; at++) {
            byte c = text[at];
            if (c == ' ' || c == '\n') {
                inNumber = false;
            } else {
                if (!inNumber) {
                    field++;
                    inNumber = true;
                }
                if (field >= MINOR_FAULTS && field <= SYSTEM_TICKS) {
                    if (c < '0' || c > '9') {
                        return null;
                    }
                    fields[field] = fields[field] * 10 + c - '0';
                }
            }
        }
        return field < SYSTEM_TICKS || fields[MINOR_FAULTS] < 0
                ? null
                : new TaskStat(fields[MINOR_FAULTS], fields[MAJOR_FAULTS], fields[USER_TICKS], fields[SYSTEM_TICKS]);
    }
}
