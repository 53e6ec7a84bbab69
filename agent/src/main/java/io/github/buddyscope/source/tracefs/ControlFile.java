// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Files of tracefs: one write sets, one read tells. Some of them give their text to the first read only, whatever it asked
 * for, so nothing that reads piece by piece will do.
 */
final class ControlFile {
    private static final int LONGEST = 64 << 10;

    private ControlFile() {}

    /** Appends, since to cut {@code set_event_pid} is to empty it. */
    static void write(Path file, String text) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    static String read(Path file) throws IOException {
        // not a channel, which would take direct memory of the service's for it
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = new byte[LONGEST];
            int length = in.read(bytes);
            return new String(bytes, 0, Math.max(0, length), StandardCharsets.UTF_8);
        }
    }
}
