// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The collection pauses in a log of the JVM's own, written with {@code -Xlog:gc,gc+start:file=FILE:timenanos}: then each has
 * its begin and its end on the clock of {@link System#nanoTime()}.
 */
final class PauseLog {
    /** @param begin nanoseconds, as the end */
    record Pause(int id, String words, long begin, long end) {
        long length() {
            return end - begin;
        }
    }

    private static final Pattern LINE =
            Pattern.compile("^\\[(\\d+)ns\\] GC\\((\\d+)\\) (Pause .*?)( \\d+[BKMG]->.*ms)?$");

    private PauseLog() {}

    static List<Pause> read(Path file) throws IOException {
        List<Pause> pauses = new ArrayList<>();
        Map<Integer, Long> begun = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                continue;
            }
            long nanos = Long.parseLong(parts.group(1));
            int id = Integer.parseInt(parts.group(2));
            if (parts.group(4) == null) {
                begun.put(id, nanos);
            } else if (begun.containsKey(id)) {
                pauses.add(new Pause(id, parts.group(3), begun.remove(id), nanos));
            }
        }
        return pauses;
    }
}
