// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes in, lines out. A line ends with its newline, so one that is still being written waits for its rest. Of a line longer
 * than {@link #MAX_LINE_BYTES} the beginning is kept. Bytes that aren't UTF-8 become U+FFFD, and NUL bytes before a line
 * are left out: a file that was truncated under a writer that doesn't append begins with a hole.
 */
public final class LineSplitter {
    /** What is kept of a line, in bytes. */
    public static final int MAX_LINE_BYTES = 16 << 10;

    private static final int FIRST_BYTES = 512;

    /** Receives the lines. */
    public interface Lines {
        void line(String line);
    }

    private final Lines lines;
    private byte[] rest = new byte[FIRST_BYTES];
    private int length;
    private boolean cut;
    private volatile long linesCut;

    /** Hands the lines to this one. */
    public LineSplitter(Lines lines) {
        this.lines = lines;
    }

    /** Takes the next bytes, from {@code from} up to {@code to}. */
    public void feed(byte[] bytes, int from, int to) {
        int begin = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                finish(bytes, begin, i);
                begin = i + 1;
            } else if (bytes[i] == 0 && i == begin && length == 0) {
                begin++;
            }
        }
        keep(bytes, begin, to);
    }

    private void finish(byte[] bytes, int from, int to) {
        if (length == 0 && to - from <= MAX_LINE_BYTES) {
            hand(bytes, from, to);
        } else {
            keep(bytes, from, to);
            end();
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        int fit = Math.min(to - from, MAX_LINE_BYTES - length);
        if (length + fit > rest.length) {
            rest = Arrays.copyOf(rest, Math.min(MAX_LINE_BYTES, Math.max(2 * rest.length, length + fit)));
        }
        System.arraycopy(bytes, from, rest, length, fit);
        length += fit;
        cut |= fit < to - from;
    }

    /** Bytes of a line whose end is awaited. */
    public int begun() {
        return length;
    }

    /** What follows doesn't go on with the line that has begun, which is forgotten. */
    public void drop() {
        length = 0;
        cut = false;
    }

    /** Nothing more will be written to the last line. */
    public void end() {
        int kept = length;
        linesCut = linesCut + (cut ? 1 : 0);
        length = 0;
        cut = false;
        if (kept > 0) {
            hand(rest, 0, kept);
        }
    }

    private void hand(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        lines.line(new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    /** Lines of which the end was left out. */
    public long linesCut() {
        return linesCut;
    }
}
