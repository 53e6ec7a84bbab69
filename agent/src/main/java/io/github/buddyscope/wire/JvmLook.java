// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a command and the agent in another JVM meet. The command listens on a Unix socket in {@code /tmp}, as the JVM's own
 * attach mechanism has its files there; the agent, which looks whether there is one, connects to it, and answers
 * each {@link #ASK} with one line ({@link JvmJson}). It says nothing unasked, so whoever doesn't read isn't written to.
 */
public final class JvmLook {
    /** All that a command says. */
    public static final String ASK = "figures";
    /** An agent leaves who hasn't asked for so long: there are few places. A command that comes back meets it anew. */
    public static final long SILENCE_MILLIS = 60_000;

    private static final byte[] LINE = (ASK + "\n").getBytes(StandardCharsets.US_ASCII);

    /** Of the fields after the name, which is the second. */
    private static final int START = 22 - 3;

    private JvmLook() {}

    /** {@link #ASK} with its end. */
    public static byte[] ask() {
        return LINE.clone();
    }

    /**
     * Where they meet. With the JVM's start, for several may have the same number: in containers that share a {@code /tmp}, or
     * one after the other.
     *
     * @param pid the JVM's process id in the {@code /proc} that both have
     * @param startTicks {@link #startTicks} of it
     */
    public static Path socket(long pid, long startTicks) {
        return Path.of("/tmp", ".buddyscope_" + pid + "_" + startTicks);
    }

    /**
     * When a process started, in clock ticks since the host's boot: the 22nd field (fs/proc/array.c, {@code do_task_stat}).
     *
     * @param stat its {@code /proc/PID/stat}
     * @return -1 where that doesn't tell
     */
    public static long startTicks(String stat) {
        int name = stat.lastIndexOf(')'); // which may hold blanks and brackets
        if (name < 0) {
            return -1;
        }
        String[] fields = stat.substring(name + 1).strip().split(" ");
        try {
            return fields.length <= START ? -1 : Long.parseLong(fields[START]);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
