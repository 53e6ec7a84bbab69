// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.watch.Happening.Kind;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.text.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trace found in one period, told in a few lines: a host in trouble has thousands of stalls a second, most of them of
 * a few tasks. Safe for use by two threads.
 */
final class TraceDigest {
    private static final int MOST_GROUPS = 256;
    private static final int MOST_LINES = 4;

    /** What is told as one. */
    private record Group(Kind kind, String what, String task, int order, String meaning, boolean ours) {}

    private static final class Sum {
        private long count;
        private long nanos;
        private long longest;
        private String why = "";
    }

    private final Map<Group, Sum> groups = new HashMap<>();
    private long stalls;
    private long stalledNanos;
    private long rest;

    /** Of one period: how many stalls ended in it, and how long they took together. */
    record Totals(long stalls, long nanos) {}

    synchronized void add(AllocationStall stall, boolean ours) {
        boolean reclaim = stall.kind() == AllocationStall.Kind.DIRECT_RECLAIM;
        long own = stall.durationNanos() - stall.nestedNanos();
        stalls++;
        stalledNanos += own;
        String task = stall.task() == null ? null : stall.task().name();
        Group group =
                new Group(Kind.STALL, reclaim ? "direct reclaim" : "direct compaction", task, stall.order(), "", ours);
        String result = reclaim
                ? "freed " + stall.pagesReclaimed() + (stall.pagesReclaimed() == 1 ? " page" : " pages")
                : stall.result() == null ? "" : stall.result().replace('_', ' ');
        add(group, own, result);
    }

    synchronized void add(AllocationFailure failure, boolean ours) {
        AttemptMeaning meaning = AttemptMeaning.of(failure.gfpFlags());
        String task = failure.inInterrupt()
                ? "an interrupt"
                : failure.task() == null ? null : failure.task().name();
        Group group = new Group(
                Kind.ATTEMPT, "failed attempt", task, failure.order(), meaning.name(), ours && !failure.inInterrupt());
        add(group, failure.stalledNanos(), meaning.words());
    }

    private void add(Group group, long nanos, String why) {
        if (groups.size() >= MOST_GROUPS && !groups.containsKey(group)) {
            rest++;
            return;
        }
        Sum sum = groups.computeIfAbsent(group, any -> new Sum());
        sum.count++;
        sum.nanos += nanos;
        if (nanos >= sum.longest) {
            sum.longest = nanos;
            sum.why = why;
        }
    }

    /** Tells what was found since the last time, the longest first, and forgets it. */
    synchronized Totals drain(Instant now, List<Happening> told) {
        List<Map.Entry<Group, Sum>> all = new ArrayList<>(groups.entrySet());
        all.sort(Comparator.comparing((Map.Entry<Group, Sum> entry) -> !entry.getKey().ours)
                .thenComparing(entry -> -entry.getValue().nanos)
                .thenComparing(entry -> entry.getKey().toString()));
        long others = rest;
        int lines = all.size() == MOST_LINES + 1 ? MOST_LINES + 1 : MOST_LINES;
        for (int i = 0; i < all.size(); i++) {
            if (i < lines) {
                told.add(happening(now, all.get(i).getKey(), all.get(i).getValue()));
            } else {
                others += all.get(i).getValue().count;
            }
        }
        if (others > 0) {
            told.add(new Happening(
                    now,
                    Kind.STALL,
                    false,
                    false,
                    others + " more stalls and failed attempts, each kind of them shorter",
                    "",
                    new Fields().add("count", others).text()));
        }
        Totals totals = new Totals(stalls, stalledNanos);
        groups.clear();
        rest = 0;
        stalls = 0;
        stalledNanos = 0;
        return totals;
    }

    private static Happening happening(Instant now, Group group, Sum sum) {
        StringBuilder what = new StringBuilder(group.task == null ? "somebody" : group.task);
        what.append(group.order < 0 ? "" : " order " + group.order).append(": ");
        what.append(sum.count == 1 ? group.what : sum.count + " " + group.what + "s");
        if (sum.nanos > 0) {
            what.append(", ").append(Durations.of(sum.nanos / 1_000));
            if (sum.count > 1) {
                what.append(" in all, longest ").append(Durations.of(sum.longest / 1_000));
            }
        }
        Fields fields = new Fields()
                .add("what", group.what)
                .add("task", group.task)
                .add("order", group.order < 0 ? null : group.order)
                .add("count", sum.count)
                .add("micros", sum.nanos / 1_000)
                .add("longest", sum.longest / 1_000)
                .add("thisjvm", group.ours);
        boolean ofOne = sum.count > 1 && group.kind == Kind.STALL && !sum.why.isEmpty();
        String why = ofOne ? "the longest: " + sum.why : sum.why;
        return new Happening(now, group.kind, false, group.ours, what.toString(), why, fields.text());
    }
}
