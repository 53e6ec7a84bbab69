// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import java.util.Arrays;

/**
 * ActivitySpans of time in which something went on, e.g. collections. In the order of their begin; those that touch are one. The
 * oldest half goes where the limit is reached, and nothing is then known of the time before. Not thread-safe.
 */
final class ActivitySpans {
    private final int capacity;
    private long[] begins = new long[16];
    private long[] ends = new long[16];
    private int size;
    private long knownSince;

    /**
     * @param capacity most spans kept
     * @param since when watching began, {@link System#nanoTime()} scale
     */
    ActivitySpans(int capacity, long since) {
        this.capacity = capacity;
        this.knownSince = since;
    }

    /** Adds a span, at or after the begin of the last; one that comes late is taken as far as it lies after that. */
    void add(long from, long to) {
        long begin = size == 0 || from - begins[size - 1] >= 0 ? from : begins[size - 1];
        if (to - begin < 0) {
            return;
        }
        if (size > 0 && begin - ends[size - 1] <= 0) {
            ends[size - 1] = Math.max(ends[size - 1], to);
            return;
        }
        makeRoom();
        begins[size] = begin;
        ends[size++] = to;
    }

    private void makeRoom() {
        if (size == capacity) {
            int gone = size / 2;
            knownSince = ends[gone - 1];
            System.arraycopy(begins, gone, begins, 0, size - gone);
            System.arraycopy(ends, gone, ends, 0, size - gone);
            size -= gone;
        } else if (size == begins.length) {
            int length = Math.min(capacity, size * 2);
            begins = Arrays.copyOf(begins, length);
            ends = Arrays.copyOf(ends, length);
        }
    }

    /** From here on every span is known. */
    long knownSince() {
        return knownSince;
    }

    int size() {
        return size;
    }

    /** The same spans from {@code from} on, each made longer by {@code before} and {@code after}, as offsets from {@code from}. */
    Circle widened(long from, long to, long before, long after) {
        long[] starts = new long[size];
        long[] stops = new long[size];
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long start = Math.max(0, begins[i] - from - before);
            long stop = Math.min(to - from, ends[i] - from + after);
            if (stop < 0 || start > to - from) {
                continue;
            }
            if (kept > 0 && start <= stops[kept - 1]) {
                stops[kept - 1] = Math.max(stops[kept - 1], stop);
            } else {
                starts[kept] = start;
                stops[kept++] = stop;
            }
        }
        return new Circle(Arrays.copyOf(starts, kept), Arrays.copyOf(stops, kept), to - from);
    }
}
