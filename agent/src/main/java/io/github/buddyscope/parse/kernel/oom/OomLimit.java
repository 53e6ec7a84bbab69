// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.oom;

import io.github.buddyscope.parse.kernel.line.Cursor;
import io.github.buddyscope.parse.kernel.line.Scan;

/** What the lines of a cgroup's OOM kill say of its limit (mm/memcontrol.c, {@code mem_cgroup_print_oom_info}). */
final class OomLimit {
    static final String KILLED = " killed as a result of limit of ";

    private static final String USAGE = "memory: usage ";
    private static final String TASK_IN = "Task in ";

    private OomLimit() {}

    /** {@code memory: usage 1048556kB, limit 1048576kB, failcnt 153}: usage and limit in kB; null where cut. */
    static long[] usageAndLimit(String text) {
        Cursor cursor = new Cursor(text, Scan.blanks(text, 0));
        long usage = cursor.expect(USAGE).number();
        long limit = cursor.expect("kB, limit ").number();
        cursor.expect("kB");
        return cursor.failed() ? null : new long[] {usage, limit};
    }

    /**
     * {@code Task in /a/b killed as a result of limit of /a}: the victim's cgroup and the one whose limit was reached; null
     * where cut. From 3.x to 4.20; a name that holds the words in between makes it unreadable, which gives null too.
     */
    static String[] taskAndLimit(String text) {
        int from = Scan.blanks(text, 0) + TASK_IN.length();
        int at = text.indexOf(KILLED);
        int end = Scan.trimmedEnd(text);
        int limit = at + KILLED.length();
        boolean clear = at > from && text.lastIndexOf(KILLED) == at && limit < end;
        return clear ? new String[] {text.substring(from, at), text.substring(limit, end)} : null;
    }
}
