// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.oom;

import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.line.Scan;

/** What a line is within an OOM kill's report, behind its stack and its memory dump. */
public enum OomLine {
    /** {@code memory: usage 1048556kB, limit 1048576kB, failcnt 153} (mm/memcontrol.c). */
    LIMIT,
    /** {@code Task in /a killed as a result of limit of /b} (mm/memcontrol.c, up to 4.20). */
    LIMIT_OF,
    /** The table of tasks, and other lines that tell nothing that is kept. */
    TABLE,
    /** {@code oom-kill:constraint=…}. */
    SUMMARY,
    KILL,
    /** {@code Tasks in /a are going to be killed due to memory.oom.group set}. */
    GROUP,
    /** {@code oom_reaper: reaped process 7 (java), now anon-rss:0kB, …}: what came of it. */
    REAPER,
    /** {@code Kernel panic - not syncing: Out of memory: system-wide panic_on_oom is enabled}. */
    PANIC;

    private static final String[] TABLE_LINES = {
        "Tasks state (memory values in pages):",
        "Memory cgroup stats for ",
        "memory+swap: usage ",
        "swap: usage ",
        "kmem: usage ",
        "[ pid ]",
        "[  pid  ]"
    };

    /** Null where the line is none of them. */
    public static OomLine of(String text) {
        int at = Scan.blanks(text, 0);
        if (at == text.length()) {
            return null;
        }
        switch (text.charAt(at)) {
            case '[', 'm', 's', 'k', 'M', 'T', 'o', 'O', 'K' -> {}
            default -> {
                return null;
            }
        }
        HeaderForm form = HeaderForm.of(text);
        if (form == HeaderForm.OOM_SUMMARY) {
            return OomSummary.parse(text) == null ? null : SUMMARY;
        }
        if (form != null) {
            boolean panics = form == HeaderForm.OOM_PANIC || form == HeaderForm.OOM_GLOBAL;
            return KillLine.parse(form, text) != null ? KILL : panics && text.contains("panic_on_oom") ? PANIC : null;
        }
        if (text.startsWith("memory: usage ", at)) {
            return LIMIT;
        }
        if (text.startsWith("Task in ", at) && text.contains(OomLimit.KILLED)) {
            return LIMIT_OF;
        }
        if (text.startsWith("Tasks in ", at) && text.contains(" are going to be killed due to memory.oom.group set")) {
            return GROUP;
        }
        if (text.startsWith("oom_reaper: ", at)) {
            return REAPER;
        }
        for (String line : TABLE_LINES) {
            if (text.startsWith(line, at)) {
                return TABLE;
            }
        }
        return isTask(text, at) ? TABLE : null;
    }

    /** {@code [    662]  1000   662 67256497    71335  …}. */
    private static boolean isTask(String text, int at) {
        if (text.charAt(at) != '[') {
            return false;
        }
        int pid = Scan.blanks(text, at + 1);
        int close = Scan.digits(text, pid);
        int uid = Scan.blanks(text, close + 1);
        int uidEnd = Scan.digits(text, uid);
        return close > pid
                && text.startsWith("] ", close)
                && uidEnd > uid
                && Scan.digits(text, Scan.blanks(text, uidEnd)) > uidEnd + 1;
    }
}
