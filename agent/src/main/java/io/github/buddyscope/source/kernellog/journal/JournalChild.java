// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import io.github.buddyscope.source.kernellog.delivery.LineSplitter;
import io.github.buddyscope.text.SafeText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A running {@code journalctl} and what it has written, taken without ever waiting for it: a child that hangs holds nobody
 * up, and one that floods waits itself, at a full pipe. For one thread.
 */
final class JournalChild implements Closeable {
    private static final int CHUNK = 64 << 10; // as much as a pipe holds
    private static final int MAX_COMPLAINT = 512;

    private final Process process;
    private final InputStream out;
    private final InputStream err;
    private final LineSplitter splitter;
    private final byte[] chunk = new byte[CHUNK];
    private final StringBuilder complaint = new StringBuilder();

    /** @param lines receives its standard output */
    JournalChild(Process process, LineSplitter.Lines lines) {
        this.process = process;
        out = process.getInputStream();
        err = process.getErrorStream();
        splitter = new LineSplitter(lines);
    }

    /** Hands on what is there, a pipe's content at most; false where there was nothing. */
    boolean read() throws IOException {
        hear();
        int length = take(out);
        splitter.feed(chunk, 0, length);
        return length > 0;
    }

    private int take(InputStream from) throws IOException {
        int there = Math.min(from.available(), CHUNK);
        return there <= 0 ? 0 : Math.max(0, from.read(chunk, 0, there));
    }

    /** Keeps the first that it complains of; the rest is read and forgotten. */
    private void hear() throws IOException {
        int length = take(err);
        int room = Math.min(length, MAX_COMPLAINT - complaint.length());
        if (room > 0) {
            complaint.append(new String(chunk, 0, room, StandardCharsets.UTF_8));
        }
    }

    /** It has ended. What it wrote before can still be read. */
    boolean ended() {
        return !process.isAlive();
    }

    /** The first words of its standard error, on one line; empty where it said nothing. */
    String complaint() {
        return SafeText.line(complaint.toString().strip(), MAX_COMPLAINT);
    }

    /** As {@link Process#exitValue()}. */
    int exitValue() {
        return process.exitValue();
    }

    /** Kills it: it only reads, so there is nothing that it should have time to finish. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            out.close();
            err.close();
        } catch (IOException e) {
            // nobody will read it
        }
    }
}
