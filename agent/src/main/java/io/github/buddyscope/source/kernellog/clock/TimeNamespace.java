// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import io.github.buddyscope.source.procfs.SmallFile;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** A container with a time namespace of its own (Linux 5.6, time_namespaces(7)) has another CLOCK_MONOTONIC. */
public final class TimeNamespace {
    private static final Path OFFSETS = Path.of("/proc/self/timens_offsets");

    private TimeNamespace() {}

    /** Nanoseconds that this process's CLOCK_MONOTONIC is ahead of the host's; 0 where there is no such thing. */
    public static long monotonicNanos() {
        try {
            String text = SmallFile.text(OFFSETS);
            return text == null ? 0 : parse(text);
        } catch (RuntimeException noNumbers) {
            return 0;
        }
    }

    /** Off the line {@code monotonic SECONDS NANOSECONDS}; 1 on kernels that number the clocks. */
    static long parse(String text) {
        for (String line : text.split("\n")) {
            StringTokenizer words = new StringTokenizer(line);
            String clock = words.countTokens() == 3 ? words.nextToken() : "";
            if (clock.equals("monotonic") || clock.equals("1")) {
                long seconds = Long.parseLong(words.nextToken());
                return Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), Long.parseLong(words.nextToken()));
            }
        }
        return 0;
    }
}
