// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import java.util.Arrays;

/**
 * Spans on a time line whose end is joined to its begin, so that it can be turned against moments.
 *
 * @param begins in order, from 0
 * @param ends each after its begin and before the next begin
 * @param length of the whole
 */
record Circle(long[] begins, long[] ends, long length) {
    /** How far {@code moment} (0 to length) lies from the nearest span; 0 within one, the length where there's none. */
    long distance(long moment) {
        if (begins.length == 0) {
            return length;
        }
        int at = Arrays.binarySearch(begins, moment);
        if (at >= 0) {
            return 0;
        }
        int next = -at - 1;
        int last = begins.length - 1;
        long behind = next == 0 ? moment + length - ends[last] : Math.max(0, moment - ends[next - 1]);
        long ahead = next > last ? begins[0] + length - moment : begins[next] - moment;
        return Math.min(behind, ahead);
    }

    /** Share of the whole that the spans cover, 0 to 1. */
    double coverage() {
        long covered = 0;
        for (int i = 0; i < begins.length; i++) {
            covered += ends[i] - begins[i];
        }
        return length == 0 ? 0 : (double) covered / length;
    }
}
