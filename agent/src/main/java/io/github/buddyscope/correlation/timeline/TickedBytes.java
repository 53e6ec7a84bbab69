// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import java.util.Arrays;

/**
 * A number of bytes at the latest ticks, e.g. those reserved for direct buffers since the start, or the resident memory.
 * Bounded; not thread-safe.
 *
 * <p>The growth in a window is taken from the last tick at or before its begin to the first at or after its end, so they
 * include up to one tick on either side.
 */
public final class TickedBytes {
    private final long[] nanos;
    private final long[] bytes;
    private int size;
    private int next;

    /** @param capacity ticks that are kept */
    public TickedBytes(int capacity) {
        nanos = new long[capacity];
        bytes = new long[capacity];
    }

    /** The number at this tick, which is later than all before. */
    public void add(long now, long bytesNow) {
        nanos[next] = now;
        bytes[next] = bytesNow;
        next = (next + 1) % nanos.length;
        size = Math.min(size + 1, nanos.length);
    }

    /** Whether the window lies within what is kept. */
    boolean knows(long from, long to) {
        return lastAtOrBefore(from) >= 0 && firstAtOrAfter(to) >= 0;
    }

    /** The growth in each of the windows of that length that end at {@code before}, the latest first, as far as they are kept. */
    long[] earlier(long before, long length, int most) {
        long[] growth = new long[most];
        int found = 0;
        long to = before;
        while (found < most && length > 0 && knows(to - length, to)) {
            growth[found++] = between(to - length, to);
            to -= length;
        }
        return Arrays.copyOf(growth, found);
    }

    /** Growth between two moments; -1 where the window doesn't lie within what is kept. */
    long between(long from, long to) {
        int begin = lastAtOrBefore(from);
        int end = firstAtOrAfter(to);
        return begin < 0 || end < 0 ? -1 : bytes[end] - bytes[begin];
    }

    /**
     * Bytes that the rate of up to {@code trailing} nanoseconds before {@code before} would give in {@code length}
     * nanoseconds; -1 where less than {@code length} of history is there.
     */
    public long usual(long before, long trailing, long length) {
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
