// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The tasks that a collection pause waits for, out of a list of a JVM's tasks with lines such as {@code 4711 GC Thread#0}. */
final class PauseThreads {
    private PauseThreads() {}

    static Set<Integer> read(Path file) throws IOException {
        Set<Integer> tasks = new HashSet<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int space = line.indexOf(' ');
            if (space > 0 && worksInPauses(line.substring(space + 1))) {
                tasks.add(Integer.parseInt(line.substring(0, space)));
            }
        }
        return tasks;
    }

    /** Workers, the VM thread, and G1's concurrent threads, which it calls in its pauses too. */
    private static boolean worksInPauses(String name) {
        return name.startsWith("GC Thread#")
                || name.equals("VM Thread")
                || name.startsWith("G1 ") && !name.startsWith("G1 Service");
    }
}
