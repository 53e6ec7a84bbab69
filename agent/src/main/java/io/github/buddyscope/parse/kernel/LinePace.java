// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/**
 * How long the console takes for a line, from the gaps between a report's: the gap that is exceeded by a quarter of them, and
 * by two at least and seven at most. A console that {@code printk} waits for shows in every line; a printing task that lost
 * its processor, or a reader that did where the log has no stamps, shows in some.
 */
final class LinePace {
    private static final int LEAST_EXCEPTIONS = 2;
    private static final int MOST_EXCEPTIONS = 7;
    private static final int QUARTER = 4;

    private final long[] longest = new long[MOST_EXCEPTIONS + 1]; // the longest first
    private int lines;

    /** @param micros since the line before; nothing where it's negative */
    void line(long micros) {
        lines++;
        long gap = micros;
        for (int i = 0; i < longest.length && gap > 0; i++) {
            long kept = Math.max(longest[i], gap);
            gap = Math.min(longest[i], gap);
            longest[i] = kept;
        }
    }

    long micros() {
        return longest[Math.min(MOST_EXCEPTIONS, Math.max(LEAST_EXCEPTIONS, lines / QUARTER))];
    }
}
