// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files of tracefs: one write sets, one read tells. Some of them give their text to the first read only, whatever it asked
 * for, so nothing that reads piece by piece will do.
 */
final class ControlFile {
    private static final int LONGEST = 64 << 10;

    private ControlFile() {}

    /** Without cutting the file first: to cut {@code set_event_pid} is to empty it. */
    static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    static String read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
            int length = channel.read(bytes);
            return new String(bytes.array(), 0, Math.max(0, length), StandardCharsets.UTF_8);
        }
    }
}
