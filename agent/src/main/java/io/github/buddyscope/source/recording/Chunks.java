// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The parts that a recording's file consists of, each with its size in its header (JFR format 2: after magic and version). */
final class Chunks {
    private static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;
    private static final int HEADER = 68;

    private Chunks() {}

    /** Bytes of those from the begin that are there as a whole. */
    static long whole(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(16);
            long at = 0;
            while (at + HEADER <= in.size()) {
                header.clear();
                if (in.read(header, at) < header.capacity() || header.getInt(0) != MAGIC) {
                    return at;
                }
                long size = header.getLong(8);
                if (size < HEADER || size > in.size() - at) {
                    return at;
                }
                at += size;
            }
            return at;
        }
    }

    static void copy(Path file, long bytes, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            long at = 0;
            while (at < bytes) {
                at += in.transferTo(at, bytes - at, out);
            }
        }
    }
}
