// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import java.util.Arrays;

/** Spans of time that may overlap: their sum, and the time that at least one of them covers. */
public final class Spans {
    private long[] begins = new long[16];
    private long[] ends = new long[16];
    private int size;
    private long sum;

    /** Takes the part that lies between {@code from} and {@code to}. Returns its length. */
    public long addClipped(long begin, long end, long from, long to) {
        long first = begin - from < 0 ? from : begin;
        long last = end - to > 0 ? to : end;
        if (last - first <= 0) {
            return 0;
        }
        if (size == begins.length) {
            begins = Arrays.copyOf(begins, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        int at = size++;
        for (; at > 0 && begins[at - 1] > first - from; at--) { // they come nearly in order
            begins[at] = begins[at - 1];
            ends[at] = ends[at - 1];
        }
        begins[at] = first - from; // small numbers, whatever nanoTime's zero is
        ends[at] = last - from;
        sum += last - first;
        return last - first;
    }

    /** Their lengths together, what overlaps counted as often as it does. */
    public long sum() {
        return sum;
    }

    /** Time that at least one span covers. */
    public long covered() {
        long covered = 0;
        long reached = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long begin = Math.max(begins[i], reached);
            if (ends[i] > begin) {
                covered += ends[i] - begin;
                reached = ends[i];
            }
        }
        return covered;
    }
}
