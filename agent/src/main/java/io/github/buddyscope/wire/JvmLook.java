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

    private JvmLook() {}

    /** {@link #ASK} with its end. */
    public static byte[] ask() {
        return LINE.clone();
    }

    /**
     * Where they meet.
     *
     * @param pid the JVM's process id in the {@code /proc} that both have
     */
    public static Path socket(long pid) {
        return Path.of("/tmp", ".buddyscope_" + pid);
    }
}
