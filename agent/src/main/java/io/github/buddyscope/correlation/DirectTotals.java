// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

/**
 * Bytes reserved for direct buffers since the start, at the latest ticks. Bounded; not thread-safe.
 *
 * <p>The bytes of a window are taken from the last tick at or before its begin to the first at or after its end, so they
 * include up to one tick on either side.
 */
final class DirectTotals {
    private final long[] nanos;
    private final long[] bytes;
    private int size;
    private int next;

    DirectTotals(int capacity) {
        nanos = new long[capacity];
        bytes = new long[capacity];
    }

    void add(long now, long bytesSinceStart) {
        nanos[next] = now;
        bytes[next] = bytesSinceStart;
        next = (next + 1) % nanos.length;
        size = Math.min(size + 1, nanos.length);
    }

    /** Bytes reserved between two moments; -1 where the window doesn't lie within what is kept. */
    long between(long from, long to) {
        int begin = lastAtOrBefore(from);
        int end = firstAtOrAfter(to);
        return begin < 0 || end < 0 ? -1 : bytes[end] - bytes[begin];
    }

    /**
     * Bytes that the rate of up to {@code trailing} nanoseconds before {@code before} would give in {@code length}
     * nanoseconds; -1 where less than {@code length} of history is there.
     */
    long usual(long before, long trailing, long length) {
        int end = lastAtOrBefore(before);
        if (end < 0) {
            return -1;
        }
        int begin = Math.max(lastAtOrBefore(before - trailing), -1);
        begin = begin < 0 ? slot(0) : begin;
        long observed = nanos[end] - nanos[begin];
        return observed < length ? -1 : (long) ((double) (bytes[end] - bytes[begin]) / observed * length);
    }

    private int slot(int age) {
        return Math.floorMod(next - size + age, nanos.length);
    }

    private int lastAtOrBefore(long moment) {
        int age = agesBefore(moment + 1);
        return age == 0 ? -1 : slot(age - 1);
    }

    private int firstAtOrAfter(long moment) {
        int age = agesBefore(moment);
        return age == size ? -1 : slot(age);
    }

    /** How many ticks were before the moment. */
    private int agesBefore(long moment) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos[slot(middle)] - moment < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
