// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/**
 * One file of procfs that is read whole again and again, into a buffer that grows up to a limit; the text before it is kept.
 *
 * <p>The kernel makes the text anew whenever such a file is read from its begin, so it stays open: that's half the cost of
 * opening it each time, and makes no garbage. On a large host the kernel also keeps its own buffer for it, of hundreds of
 * KiB, instead of looking for one each time. A file with a size, which those of procfs never have, is a copy that somebody
 * may replace: it's opened anew.
 *
 * <p>It is no channel, because channels read through direct buffers, which would then show up in the very figures that we
 * report, and fail where the service has used up its own. For one thread at a time.
 */
final class ProcFile {
    /** Of what is kept of a file: without the lines of each processor, far more than any host has to say. */
    static final int LIMIT = 16 << 20;
    /** The JDK reads up to this size through its stack, and procfs seldom gives more at once. */
    private static final int CHUNK = 8192;

    /** A file up to this size is kept as it is. */
    private static final int SMALL = 64 << 10;

    /** Knows what nobody reads. */
    interface Noise {
        /** Takes it out of whole lines from {@code from} on, and says where the text ends then. */
        int without(byte[] text, int from, int to);
    }

    private final File file;
    private final Noise noise;
    private volatile RandomAccessFile open;
    private volatile boolean closed;
    private byte[] text = new byte[2 * CHUNK];
    private byte[] before = new byte[0];
    private int length;
    private int lengthBefore;
    private boolean overLimit;

    /** @param noise taken out of a large file while it's read */
    ProcFile(File file, Noise noise) {
        this.file = file;
        this.noise = noise;
    }

    /** What the last reading gave; the first {@link #length()} bytes count. */
    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** What the reading before it gave. */
    byte[] before() {
        return before;
    }

    int lengthBefore() {
        return lengthBefore;
    }

    /** Whether the file is larger than {@link #LIMIT}; {@link #text()} then ends with the last whole line before it. */
    boolean overLimit() {
        return overLimit;
    }

    boolean isOpen() {
        return open != null;
    }

    void read() throws IOException {
        byte[] spare = before.length == 0 ? new byte[text.length] : before;
        before = text;
        lengthBefore = length;
        text = spare;
        length = 0;
        overLimit = false;
        RandomAccessFile from = open;
        if (from == null) {
            from = new RandomAccessFile(file, "r");
        }
        boolean kept = false;
        try {
            if (from == open) {
                from.seek(
                        0); // where that's refused it was no file of procfs, and what is there now is opened next time
            }
            fill(from);
            kept = length > 0 && (open != null || from.length() == 0);
        } finally {
            open = kept ? from : null;
            if (!kept || closed) {
                open = null;
                from.close();
            }
        }
    }

    private void fill(RandomAccessFile from) throws IOException {
        int quiet = 0; // up to here nothing is noise
        int looked = 0;
        boolean lines = true;
        int n;
        while ((n = from.read(text, length, Math.min(CHUNK, text.length - length))) > 0) {
            length += n;
            if (lines && length - looked > SMALL) {
                length = noise.without(text, quiet, length);
                looked = length;
                int end = afterLastLine();
                lines = end > quiet; // garbage isn't looked at again and again
                quiet = end;
            }
            if (length == LIMIT) {
                cutAfterLastLine();
                return;
            }
            if (text.length - length < CHUNK) {
                text = Arrays.copyOf(text, Math.min(2 * text.length, LIMIT));
            }
        }
        if (lines && quiet > 0) {
            length = noise.without(text, quiet, length); // or the same text might look different next time
        }
    }

    private void cutAfterLastLine() {
        overLimit = true;
        length = afterLastLine();
    }

    private int afterLastLine() {
        int end = length;
        while (end > 0 && text[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /** From now on it isn't kept open. By any thread, also while the host lets a reading wait. */
    void close() {
        closed = true;
        RandomAccessFile last = open;
        open = null;
        if (last != null) {
            try {
                last.close();
            } catch (IOException e) {
                // nothing was written, so nothing is lost
            }
        }
    }
}
