// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import io.github.buddyscope.sample.truth.KernelTrace.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The time on the wall in which at least one of some tasks was stalled, from one moment to another. */
record StalledTime(long nanos, List<Entry> stalls) {
    static StalledTime of(KernelTrace trace, Set<Integer> tasks, long from, long to) {
        List<Entry> stalls = new ArrayList<>();
        for (Entry entry : trace.entries()) {
            if (!entry.failure() && tasks.contains(entry.task()) && entry.begin() < to && entry.end() > from) {
                stalls.add(entry);
            }
        }
        stalls.sort(Comparator.comparingLong(Entry::begin));
        long covered = 0;
        long reached = from;
        for (Entry stall : stalls) {
            long end = Math.min(stall.end(), to);
            covered += Math.max(0, end - Math.max(stall.begin(), reached));
            reached = Math.max(reached, end);
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
