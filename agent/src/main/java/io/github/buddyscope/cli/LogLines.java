// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a log, whatever bytes it holds: ended by a newline or the input's end, decoded as UTF-8 with U+FFFD for
 * what isn't. A line is kept up to a limit, the rest of it is read and dropped.
 */
final class LogLines {
    /** Longer than any record of the kernel's, memory dumps in one record included. */
    static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private final byte[] chunk = new byte[64 * 1024];
    private int at;
    private int end;
    private final byte[] line = new byte[LONGEST];
    private long number;
    private long shortened;

    LogLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, null at the end of the input. */
    String next() throws IOException {
        int length = 0;
        boolean any = false;
        boolean dropped = false;
        while (fill()) {
            any = true;
            int newline = at;
            while (newline < end && chunk[newline] != '\n') {
                newline++;
            }
            int taken = Math.min(newline - at, LONGEST - length);
            System.arraycopy(chunk, at, line, length, taken);
            length += taken;
            dropped |= taken < newline - at;
            at = newline;
            if (newline < end) {
                at++;
                return finished(length, dropped);
            }
        }
        return any ? finished(length, dropped) : null;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = 0;
        end = Math.max(0, in.read(chunk));
        return end > 0;
    }

    private String finished(int length, boolean dropped) {
        number++;
        shortened += dropped ? 1 : 0;
        int kept = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, kept, StandardCharsets.UTF_8);
    }

    /** The number of the line that {@link #next()} gave last, from 1; 0 before the first. */
    long number() {
        return number;
    }

    /** Lines that were longer than the limit. */
    long shortened() {
        return shortened;
    }
}
