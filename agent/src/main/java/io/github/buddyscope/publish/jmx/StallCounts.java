// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationStall;
import java.util.Map;
import java.util.TreeMap;

/** Stalls counted by kind and order, with their lengths by decade. Bounded, whatever the trace says. */
final class StallCounts {
    /** What a cell of the table is of. */
    record Key(AllocationStall.Kind kind, int order) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : Integer.compare(order, other.order);
        }
    }

    /** Upper limits of the first buckets, nanoseconds; the last bucket has none. */
    private static final long[] LIMITS = {10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000};

    static final int BUCKETS = LIMITS.length + 1;
    private static final int MAX_ORDER = 63;

    /** Counts and times of one kind and order; the host's, this JVM's with it. */
    static final class Cell {
        long stalls;
        long nanos;
        long longest;
        long ownStalls;
        long ownNanos;
        long ownLongest;
        final long[] lengths = new long[BUCKETS];
        final long[] ownLengths = new long[BUCKETS];

        private void add(TracedStall traced) {
            long length = traced.stall().durationNanos();
            // what lies within another stall is in that one's time
            long counted = traced.stall().outermost() ? length : 0;
            int bucket = bucket(length);
            stalls++;
            nanos += counted;
            longest = Math.max(longest, length);
            lengths[bucket]++;
            if (traced.inThisJvm()) {
                ownStalls++;
                ownNanos += counted;
                ownLongest = Math.max(ownLongest, length);
                ownLengths[bucket]++;
            }
        }

        private void add(Cell other) {
            stalls += other.stalls;
            nanos += other.nanos;
            longest = Math.max(longest, other.longest);
            ownStalls += other.ownStalls;
            ownNanos += other.ownNanos;
            ownLongest = Math.max(ownLongest, other.ownLongest);
            for (int i = 0; i < BUCKETS; i++) {
                lengths[i] += other.lengths[i];
                ownLengths[i] += other.ownLengths[i];
            }
        }

        private Cell copy() {
            Cell copy = new Cell();
            copy.add(this);
            return copy;
        }
    }

    private final Map<Key, Cell> cells = new TreeMap<>();

    synchronized void add(TracedStall traced) {
        int order = traced.stall().order();
        Key key = new Key(traced.stall().kind(), order < 0 || order > MAX_ORDER ? AllocationStall.UNKNOWN : order);
        cells.computeIfAbsent(key, any -> new Cell()).add(traced);
    }

    /** As it is now. */
    synchronized Map<Key, Cell> byKindAndOrder() {
        Map<Key, Cell> copy = new TreeMap<>();
        cells.forEach((key, cell) -> copy.put(key, cell.copy()));
        return copy;
    }

    /** All orders of the kind together; of all kinds where it's null. */
    synchronized Cell of(AllocationStall.Kind kind) {
        Cell sum = new Cell();
        cells.forEach((key, cell) -> {
            if (kind == null || key.kind() == kind) {
                sum.add(cell);
            }
        });
        return sum;
    }

    private static int bucket(long nanos) {
        int bucket = 0;
        while (bucket < LIMITS.length && nanos >= LIMITS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** The bucket's upper limit in microseconds; {@link Long#MAX_VALUE} for the last, which has none. */
    static long limitMicros(int bucket) {
        return bucket == LIMITS.length ? Long.MAX_VALUE : LIMITS[bucket] / 1_000;
    }
}
