// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.Arrays;

/** Spans of time, so many at most. */
final class Spans {
    private final int most;
    private long[] begins = new long[64];
    private long[] ends = new long[64];
    private int size;
    private boolean full;

    Spans(int most) {
        this.most = most;
    }

    void add(long begin, long end) {
        if (size == most) {
            full = true;
            return;
        }
        if (size == begins.length) {
            begins = Arrays.copyOf(begins, Math.min(most, size * 2));
            ends = Arrays.copyOf(ends, begins.length);
        }
        begins[size] = begin;
        ends[size++] = end;
    }

    /** Whether some found no room, so that sums are too small. */
    boolean full() {
        return full;
    }

    /** Length of what lies in spans of both. */
    long common(Spans other) {
        long[][] mine = union();
        long[][] theirs = other.union();
        long sum = 0;
        int j = 0;
        for (long[] span : mine) {
            while (j < theirs.length && theirs[j][1] <= span[0]) {
                j++;
            }
            for (int k = j; k < theirs.length && theirs[k][0] < span[1]; k++) {
                sum += Math.min(span[1], theirs[k][1]) - Math.max(span[0], theirs[k][0]);
            }
        }
        return sum;
    }

    /** In the order of time, those that touch made one. */
    private long[][] union() {
        long[][] spans = new long[size][];
        for (int i = 0; i < size; i++) {
            spans[i] = new long[] {begins[i], ends[i]};
        }
        Arrays.sort(spans, (a, b) -> Long.compare(a[0], b[0]));
        int to = 0;
        for (int i = 1; i < size; i++) {
            if (spans[i][0] <= spans[to][1]) {
                spans[to][1] = Math.max(spans[to][1], spans[i][1]);
            } else {
                spans[++to] = spans[i];
            }
        }
        return size == 0 ? spans : Arrays.copyOf(spans, to + 1);
    }
}
