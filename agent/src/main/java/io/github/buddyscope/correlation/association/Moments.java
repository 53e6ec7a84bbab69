// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

/** The latest moments at which something happened. Bounded; not thread-safe. */
final class Moments {
    private final long[] kept;
    private int size;
    private int next;
    private long knownSince;

    /** @param since when watching began, {@link System#nanoTime()} scale */
    Moments(int capacity, long since) {
        kept = new long[capacity];
        knownSince = since;
    }

    void add(long nanos) {
        if (size == kept.length) {
            knownSince = kept[next] + 1;
        }
        kept[next] = nanos;
        next = (next + 1) % kept.length;
        size = Math.min(size + 1, kept.length);
    }

    /** From here on all are kept. */
    long knownSince() {
        return knownSince;
    }

    /** Those at or after {@code from} and before {@code to}, as offsets from {@code from}. */
    long[] between(long from, long to) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += isBetween(kept[i], from, to) ? 1 : 0;
        }
        long[] offsets = new long[count];
        for (int i = 0; i < size; i++) {
            if (isBetween(kept[i], from, to)) {
                offsets[--count] = kept[i] - from;
            }
        }
        return offsets;
    }

    private static boolean isBetween(long moment, long from, long to) {
        return moment - from >= 0 && moment - to < 0;
    }
}
