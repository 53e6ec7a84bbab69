// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import io.github.buddyscope.text.LiteralSearch;
import io.github.buddyscope.text.Newlines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Some of a log's bytes, with room before them for what the block before left of its last line. */
final class LogBlock {
    /** Where the bytes begin that were read. */
    static final int HEAD = LogScan.LONGEST_LINE;

    static final int SIZE = 512 * 1024;

    /** A line that is too long has at least one such part, counted from the first byte, to itself. */
    static final int STEP = HEAD / 2;

    private final int size;
    /** In each step. */
    private final int[] newlines;

    final byte[] bytes;
    final ByteBuffer view;
    /** Behind the last byte that was read; {@link #HEAD} where none was. */
    int end = HEAD;

    LogBlock(int size) {
        this.size = size;
        bytes = new byte[HEAD + size];
        newlines = new int[(bytes.length + STEP - 1) / STEP];
        view = LiteralSearch.view(bytes);
    }

    void fill(InputStream in) throws IOException {
        end = HEAD;
        end += Math.max(0, in.read(bytes, HEAD, size));
        for (int step = HEAD; step < end; step += STEP) {
            newlines[step / STEP] = Newlines.count(view, step, Math.min(end, step + STEP));
        }
    }

    /** Newlines in a range that doesn't reach over the end of a step. */
    int newlines(int from, int to) {
        return to - from == STEP ? newlines[from / STEP] : Newlines.count(view, from, to);
    }
}
