// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.time.Instant;

/** What the wall clock is ahead of {@link System#nanoTime()}. */
final class WallOffset {
    private static final int TRIES = 20;

    private WallOffset() {}

    /** Nanoseconds; of several readings the one that took least, commonly below a microsecond. */
    static long measure() {
        long least = Long.MAX_VALUE;
        long offset = 0;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            Instant wall = Instant.now();
            long took = System.nanoTime() - before;
            if (took < least) {
                least = took;
                offset = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - (before + took / 2);
            }
        }
        return offset;
    }
}
