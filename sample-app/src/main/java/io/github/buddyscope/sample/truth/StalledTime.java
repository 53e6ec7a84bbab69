// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import io.github.buddyscope.sample.truth.KernelTrace.Entry;
import java.util.ArrayList;
import java.util.List;

/** The time on the wall in which at least one of some tasks was stalled, from one moment to another. */
record StalledTime(long nanos, List<Entry> stalls) {
    /** @param all stalls of those tasks, the one that began first at the head */
    static StalledTime of(List<Entry> all, long from, long to) {
        List<Entry> stalls = new ArrayList<>();
        long covered = 0;
        long reached = from;
        for (Entry stall : all) {
            if (stall.begin() >= to) {
                break;
            }
            if (stall.end() > from) {
                stalls.add(stall);
                long end = Math.min(stall.end(), to);
                covered += Math.max(0, end - Math.max(stall.begin(), reached));
                reached = Math.max(reached, end);
            }
        }
        return new StalledTime(covered, stalls);
    }

    /** Where to look in the trace's file: {@code lines 12 to 40}. */
    String lines() {
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (Entry stall : stalls) {
            first = Math.min(first, stall.line());
            last = Math.max(last, stall.line());
        }
        return "lines " + first + " to " + last;
    }
}
