// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import java.io.IOException;

/**
 * Tells what a log file held when it was first opened from what came later. Of the former only the last bytes are wanted,
 * from a line's begin.
 */
final class History {
    private final long tailBytes;
    private final FollowedFile.Output output;
    private long end;
    private long skipped;
    private boolean midLine;

    History(long tailBytes, FollowedFile.Output output) {
        this.tailBytes = tailBytes;
        this.output = output;
    }

    /** All that the log holds now is history: goes to where reading begins. */
    void begin(OpenLog log) throws IOException {
        end = log.size();
        skipped = Math.max(0, end - tailBytes);
        if (skipped > 0) {
            log.seek(skipped - 1);
            midLine = true;
        }
    }

    /** What follows is of another file, and none of it history. */
    void newFile() {
        output.newFile();
        end = 0;
        midLine = false;
    }

    /** Hands on the bytes that stood at {@code position} of the file. */
    void handOn(byte[] bytes, int length, long position) {
        int from = 0;
        if (midLine) {
            while (from < length && bytes[from] != '\n') {
                from++;
            }
            midLine = from == length;
            from += midLine ? 0 : 1;
        }
        int history = (int) Math.max(from, Math.min(length, end - position));
        if (history > from) {
            output.bytes(bytes, from, history, false);
        }
        if (length > history) {
            output.bytes(bytes, history, length, true);
        }
    }

    /** What was left out, in words; empty where nothing was. */
    String detail() {
        return skipped == 0 ? "" : "read from the last " + tailBytes + " bytes; the " + skipped + " before are not";
    }
}
