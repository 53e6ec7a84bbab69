// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.ThreadKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest stalls of this JVM's threads, to be laid over its collections. Only the outermost are kept: a stall within
 * another is part of that one's time. Bounded; for one thread.
 */
final class StallHistory {
    private static final int MOST = 32_768;

    private final Deque<TracedStall> stalls = new ArrayDeque<>();

    void add(TracedStall stall) {
        if (!stall.inThisJvm() || !stall.stall().outermost()) {
            return;
        }
        if (stalls.size() == MOST) {
            stalls.removeFirst();
        }
        stalls.addLast(stall);
    }

    /** Forgets what ended before {@code nanos}. */
    void forgetBefore(long nanos) {
        while (!stalls.isEmpty() && stalls.getFirst().stall().endNanos() - nanos < 0) {
            stalls.removeFirst();
        }
    }

    /** Stalled time within the span added up by thread kind; kinds that had none are absent. */
    Map<ThreadKind, Long> byKind(long from, long to) {
        Map<ThreadKind, Long> byKind = new EnumMap<>(ThreadKind.class);
        Spans unused = new Spans();
        for (TracedStall stall : stalls) {
            long length =
                    unused.addClipped(stall.stall().beginNanos(), stall.stall().endNanos(), from, to);
            if (length > 0) {
                byKind.merge(stall.threadKind(), length, Long::sum);
            }
        }
        return byKind;
    }

    /** What of the pause its threads were stalled; null where it was nothing. */
    PauseStalls within(GcEvent gc) {
        Map<ThreadKind, Long> byKind = byKind(gc.startNanos(), gc.endNanos());
        if (byKind.isEmpty()) {
            return null;
        }
        Spans all = new Spans();
        Map<String, List<TracedStall>> groups = new LinkedHashMap<>();
        for (TracedStall traced : stalls) {
            AllocationStall stall = traced.stall();
            if (traced.threadKind().worksInPauses()
                    && all.addClipped(stall.beginNanos(), stall.endNanos(), gc.startNanos(), gc.endNanos()) > 0) {
                groups.computeIfAbsent(stall.kind() + " " + stall.order(), any -> new ArrayList<>())
                        .add(traced);
            }
        }
        LongestFirst<StallGroup> sorted = new LongestFirst<>();
        for (List<TracedStall> group : groups.values()) {
            StallGroup next = group(group, gc.startNanos(), gc.endNanos());
            sorted.add(next, next.wallNanos());
        }
        return new PauseStalls(gc, all.covered(), all.sum(), byKind, sorted.all());
    }

    private static StallGroup group(List<TracedStall> group, long from, long to) {
        Spans spans = new Spans();
        Map<String, Long> byThread = new TreeMap<>();
        for (TracedStall stall : group) {
            long length =
                    spans.addClipped(stall.stall().beginNanos(), stall.stall().endNanos(), from, to);
            byThread.merge(stall.javaThread(), length, Long::sum);
        }
        LongestFirst<String> longestFirst = new LongestFirst<>();
        for (Map.Entry<String, Long> thread : byThread.entrySet()) {
            longestFirst.add(thread.getKey(), thread.getValue());
        }
        List<String> threads = longestFirst.all();
        ThreadKind longest = null;
        for (TracedStall stall : group) {
            longest = stall.javaThread().equals(threads.get(0)) ? stall.threadKind() : longest;
        }
        AllocationStall first = group.get(0).stall();
        return new StallGroup(first.kind(), first.order(), spans.covered(), spans.sum(), threads, longest);
    }
}
