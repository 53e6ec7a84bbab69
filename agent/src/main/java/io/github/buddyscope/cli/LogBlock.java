// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import io.github.buddyscope.text.LiteralSearch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Some of a log's bytes, with room before them for what the block before left of its last line. */
final class LogBlock {
    /** Where the bytes begin that were read. */
    static final int HEAD = LogScan.LONGEST_LINE;

    static final int SIZE = 512 * 1024;

    private final int size;
    final byte[] bytes;
    final ByteBuffer view;
    /** Behind the last byte that was read; {@link #HEAD} where none was. */
    int end = HEAD;

    LogBlock(int size) {
        this.size = size;
        bytes = new byte[HEAD + size];
        view = LiteralSearch.view(bytes);
    }

    void fill(InputStream in) throws IOException {
        end = HEAD;
        end += Math.max(0, in.read(bytes, HEAD, size));
    }
}
