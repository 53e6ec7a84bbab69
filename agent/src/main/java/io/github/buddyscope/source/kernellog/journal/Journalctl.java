// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How {@code journalctl} is called: by its full path, without a shell, with an environment of two variables, nothing to
 * read, and the root directory to work in, so that it holds none of the service's file systems.
 *
 * <p>It follows this boot's kernel messages, as {@code journalctl -k -f} does, and journald's own note that it missed some
 * of them, which {@code -k} leaves out. The fields are systemd's, from version 205 (2013) on.
 *
 * @param command the program, or several words that lead to it
 */
record Journalctl(List<String> command) {
    /** SD_MESSAGE_JOURNAL_MISSED: {@code Missed N kernel messages} (journald-kmsg.c). */
    static final String MISSED = "MESSAGE_ID=e9bf28e6e834481bb6f48f548ad13606";

    private static final List<Path> PLACES = List.of(Path.of("/usr/bin/journalctl"), Path.of("/bin/journalctl"));
    private static final int MAX_CURSOR = 512;

    /** The host's own; null where it has none. */
    static Journalctl ofThisHost() {
        return among(PLACES);
    }

    static Journalctl among(List<Path> places) {
        for (Path place : places) {
            if (Files.isExecutable(place)) {
                return new Journalctl(List.of(place.toString()));
            }
        }
        return null;
    }

    /** Follows from the newest {@code backlog} entries on. */
    Process follow(int backlog) throws IOException {
        return start("--follow", "--lines=" + backlog);
    }

    /** Follows from the entry with this cursor on, that entry included. */
    Process followFrom(String cursor) throws IOException {
        return start("--follow", "--no-tail", "--cursor=" + cursor);
    }

    /** Prints the newest entry and ends. */
    Process newest() throws IOException {
        return start("--lines=1");
    }

    private Process start(String... how) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--boot", "--output=json", "--quiet", "--no-pager"));
        words.addAll(List.of(how));
        words.addAll(List.of("_TRANSPORT=kernel", "+", "_TRANSPORT=driver", MISSED));
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(new File("/")).redirectInput(Redirect.from(new File("/dev/null")));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("LC_ALL", "C");
        environment.put("SYSTEMD_COLORS", "0");
        return builder.start();
    }

    /** Whether a cursor looks like one of journald's, {@code s=...;i=...;b=...}, so that it can be handed back. */
    static boolean isCursor(String cursor) {
        if (cursor == null || cursor.isEmpty() || cursor.length() > MAX_CURSOR) {
            return false;
        }
        for (int i = 0; i < cursor.length(); i++) {
            char c = cursor.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '=' || c == ';')) {
                return false;
            }
        }
        return true;
    }
}
