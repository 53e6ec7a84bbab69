// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The kernel's two clocks side by side, both taken in one go with interrupts off (kernel/sched/debug.c,
 * {@code sched_debug_header}). Only root can read it.
 *
 * @param ktimeNanos CLOCK_MONOTONIC of the host, outside any time namespace
 * @param cpuClockNanos local_clock, which stamps the kernel's log
 */
public record SchedDebug(long ktimeNanos, long cpuClockNanos) {
    /** Since 5.13, and before. */
    public static final List<Path> PATHS =
            List.of(Path.of("/sys/kernel/debug/sched/debug"), Path.of("/proc/sched_debug"));

    private static final int HEADER_BYTES = 1024; // asking for more makes the kernel print every processor's queue

    /** @return null where none of the files can be read or parsed */
    public static SchedDebug read(List<Path> paths) {
        for (Path path : paths) {
            try (FileInputStream in =
                    new FileInputStream(path.toFile())) { // a channel takes the service's direct memory
                byte[] header = new byte[HEADER_BYTES];
                int length = in.read(header);
                SchedDebug clocks = parse(new String(header, 0, Math.max(0, length), StandardCharsets.ISO_8859_1));
                if (clocks != null) {
                    return clocks;
                }
            } catch (IOException | RuntimeException e) {
                continue; // refused as usual: the next, or none
            }
        }
        return null;
    }

    /** @return null unless both lines are there */
    public static SchedDebug parse(String text) {
        long ktime = millis(text, "ktime");
        long cpuClock = millis(text, "cpu_clk");
        return ktime < 0 || cpuClock < 0 ? null : new SchedDebug(ktime, cpuClock);
    }

    /** Nanoseconds off a line {@code name : 1374825.140981}, which is in milliseconds; -1 where it isn't there. */
    private static long millis(String text, String name) {
        int line = text.startsWith(name + " ") ? 0 : text.indexOf("\n" + name + " ") + 1;
        int end = text.indexOf('\n', line);
        int colon = text.indexOf(':', line);
        int dot = text.indexOf('.', line);
        if (line == 0 && !text.startsWith(name) || colon < 0 || dot < colon || end < dot) {
            return -1;
        }
        String whole = text.substring(colon + 1, dot).strip();
        String fraction = text.substring(dot + 1, end).strip();
        if (fraction.length() != 6) {
            return -1;
        }
        try {
            return Math.addExact(Math.multiplyExact(Long.parseLong(whole), 1_000_000L), Long.parseLong(fraction));
        } catch (NumberFormatException | ArithmeticException e) {
            return -1;
        }
    }
}
