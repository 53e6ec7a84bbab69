// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.util.concurrent.atomic.LongAdder;

/** How many reservations there were of each power of two. Adding allocates nothing and doesn't contend. */
final class SizeHistogram {
    private final LongAdder[] counts = new LongAdder[Long.SIZE];

    SizeHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void add(long size) {
        counts[slot(size)].increment();
    }

    /** The least i with size up to 2^i. */
    static int slot(long size) {
        return size <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    }

    long[] counts() {
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts[i].sum();
        }
        return now;
    }

    long total() {
        long total = 0;
        for (LongAdder count : counts) {
            total += count.sum();
        }
        return total;
    }
}
