// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A JVM's threads as the kernel knows them: by the first 15 bytes of their names. */
final class KernelThreads {
    private KernelThreads() {}

    /** How often that thread has gone to sleep. */
    static long waits(long pid, String name) throws IOException {
        Long waits = waits(pid).get(name);
        if (waits == null) {
            throw new AssertionError("no thread " + name);
        }
        return waits;
    }

    /** The same of each thread that is there: some end while one looks. */
    static Map<String, Long> waits(long pid) throws IOException {
        Map<String, Long> waits = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                try {
                    String name = Files.readString(task.resolve("comm")).strip();
                    waits.putIfAbsent(name, waits(Files.readAllLines(task.resolve("status"))));
                } catch (IOException endedMeanwhile) {
                    continue;
                }
            }
        }
        return waits;
    }

    private static long waits(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("voluntary_ctxt_switches"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .sum();
    }
}
