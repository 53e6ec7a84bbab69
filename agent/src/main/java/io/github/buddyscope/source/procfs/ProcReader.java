// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads whole files of procfs, one after the other, into one buffer that grows up to a limit.
 *
 * <p>A file is opened anew for every reading. That costs some microseconds more than keeping it open, and in return
 * nothing goes stale when a file is replaced, refused or mounted elsewhere, and no descriptors are held in the service.
 * It is a stream and not a channel, because channels read through direct buffers, which would then show up in the very
 * figures that we report, and fail where the service has used up its own.
 */
final class ProcReader {
    /** Larger than the zoneinfo of a host with 1,024 processors and eight nodes. */
    static final int LIMIT = 16 << 20;
    /** The JDK reads up to this size through its stack, and procfs seldom gives more at once. */
    private static final int CHUNK = 8192;

    private byte[] text = new byte[2 * CHUNK];
    private int length;
    private boolean overLimit;

    /** What the last reading gave; the first {@link #length()} bytes count. */
    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Whether the file is larger than {@link #LIMIT}; {@link #text()} then ends with the last whole line before it. */
    boolean overLimit() {
        return overLimit;
    }

    void read(File file) throws IOException {
        length = 0;
        overLimit = false;
        try (FileInputStream in = new FileInputStream(file)) {
            int n;
            while ((n = in.read(text, length, Math.min(CHUNK, text.length - length))) > 0) {
                length += n;
                if (length == LIMIT) {
                    cutAfterLastLine();
                    return;
                }
                if (text.length - length < CHUNK) {
                    text = Arrays.copyOf(text, Math.min(2 * text.length, LIMIT));
                }
            }
        }
    }

    private void cutAfterLastLine() {
        overLimit = true;
        while (length > 0 && text[length - 1] != '\n') {
            length--;
        }
    }
}
