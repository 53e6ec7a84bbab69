// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.oom;

import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.line.Cursor;
import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * The lines that say whom the OOM killer killed (mm/oom_kill.c, {@code oom_kill_process}): up to 5.1 two of them,
 * {@code Out of memory: Kill process 7 (java) score 900 or sacrifice child} and {@code Killed process 7 (java) total-vm:…};
 * since 5.2 one, {@code Out of memory: Killed process 7 (java) total-vm:…}.
 *
 * @param scope whose memory was out, as the words say; null where they don't
 * @param rssKb resident memory of all sorts; null where not printed or cut
 */
record KillLine(Verb verb, Scope scope, String name, Integer pid, Long rssKb) {
    enum Verb {
        /** Chosen; the one that is killed may be its child. */
        KILL,
        KILLED,
        /** {@code OOM victim 7 (java) is already exiting. Skip killing the task}. */
        EXITING,
        NOBODY
    }

    enum Scope {
        GLOBAL,
        MEMCG
    }

    private static final String NOBODY = " and no killable processes";
    private static final String ALLOCATING = " (oom_kill_allocating_task)";
    /** {@code TASK_COMM_LEN} less its final NUL, each byte perhaps escaped by a log daemon. */
    private static final int MAX_NAME = 15 * 4;

    /** Null where the line is none. */
    static KillLine parse(HeaderForm form, String text) {
        Cursor cursor = new Cursor(text, form.behind(text));
        return switch (form) {
            case OOM_GLOBAL, OOM_PANIC -> told(cursor, Scope.GLOBAL, text);
            case OOM_OLD -> deed(cursor, Scope.GLOBAL, text);
            case OOM_MEMCG -> told(cursor, Scope.MEMCG, text);
            case OOM_KILLED -> victim(cursor, Verb.KILLED, null, text);
            default -> null;
        };
    }

    private static KillLine told(Cursor cursor, Scope scope, String text) {
        if (cursor.skip(NOBODY)) {
            // a cgroup's end of its tasks has the same words
            return new KillLine(Verb.NOBODY, null, null, null, null);
        }
        cursor.skip(ALLOCATING);
        return deed(cursor.expect(": "), scope, text);
    }

    private static KillLine deed(Cursor cursor, Scope scope, String text) {
        if (cursor.skip("Killed process ")) {
            return victim(cursor, Verb.KILLED, scope, text);
        }
        if (cursor.skip("Kill process ") || cursor.skip("kill process ")) {
            return victim(cursor, Verb.KILL, scope, text);
        }
        return cursor.skip("OOM victim ") ? victim(cursor, Verb.EXITING, scope, text) : null;
    }

    private static KillLine victim(Cursor cursor, Verb verb, Scope scope, String text) {
        int pid = (int) cursor.number(Integer.MAX_VALUE);
        if (cursor.skip(", UID ")) {
            cursor.number();
            cursor.expect(",");
        }
        cursor.expect(" (");
        int from = cursor.position();
        int close = cursor.failed() ? -1 : nameEnd(text, from, verb);
        if (close < 0 || close - from > MAX_NAME) {
            return null;
        }
        Long rss = verb == Verb.KILLED ? rss(text, close) : null;
        return new KillLine(verb, scope, text.substring(from, close), pid, rss);
    }

    /** The bracket behind the name, which may hold brackets itself; -1 where it is cut. */
    private static int nameEnd(String text, int from, Verb verb) {
        String next = switch (verb) {
            case KILL -> ") score ";
            case KILLED -> ") total-vm:";
            default -> ") is already exiting";
        };
        int end = text.lastIndexOf(next);
        if (end < from && verb == Verb.KILLED) {
            end = text.lastIndexOf("), UID ");
            end = end < from ? text.lastIndexOf(") vsz:") : end;
        }
        return end >= from ? end : closedAtEnd(text, from);
    }

    private static int closedAtEnd(String text, int from) {
        int end = Scan.trimmedEnd(text);
        end = end > from && text.charAt(end - 1) == '.' ? end - 1 : end;
        return end > from && text.charAt(end - 1) == ')' ? end - 1 : -1;
    }

    private static Long rss(String text, int from) {
        Cursor cursor = new Cursor(text, text.indexOf("anon-rss:", from));
        long sum = cursor.expect("anon-rss:").number(Long.MAX_VALUE / 4);
        sum += cursor.expect("kB, file-rss:").number(Long.MAX_VALUE / 4);
        cursor.expect("kB");
        if (cursor.skip(", shmem-rss:")) {
            sum += cursor.number(Long.MAX_VALUE / 4);
            cursor.expect("kB");
        } else if (cursor.skip(",") && cursor.atEnd()) {
            return null;
        }
        return cursor.failed() ? null : (Long) sum;
    }
}
