// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.text.Decimals;
import java.util.List;

/**
 * A pause and its stalls in one sentence. Milliseconds "of which" are of the clock on the wall, so that they never exceed the
 * pause; what the threads add up to is said where it's more.
 */
public final class PauseWords {
    private static final int MOST_GROUPS = 3;
    private static final int MOST_THREADS = 4;

    private PauseWords() {}

    static String sentence(PauseStalls pause) {
        GcEvent gc = pause.gc();
        StringBuilder words = new StringBuilder("GC pause ").append(millis(gc.durationNanos()));
        if (pause.groups().isEmpty()) {
            words.append(", in which no thread that works in pauses was stalled");
        }
        int shown = Math.min(MOST_GROUPS, pause.groups().size());
        for (int i = 0; i < shown; i++) {
            StallGroup group = pause.groups().get(i);
            words.append(i == 0 ? ", of which " : i == shown - 1 ? " and " : ", ")
                    .append(millis(group.wallNanos()));
            words.append(' ').append(what(group)).append(" in ").append(names(group.threads()));
        }
        if (overlap(pause)) {
            words.append(", partly at once, ").append(millis(pause.wallNanos())).append(" in all");
        }
        if (pause.threadNanos() > pause.wallNanos() + pause.wallNanos() / 20) {
            words.append(" (the threads' own times add up to ")
                    .append(millis(pause.threadNanos()))
                    .append(')');
        }
        long others = pause.byKind().getOrDefault(ThreadKind.MUTATOR, 0L)
                + pause.byKind().getOrDefault(ThreadKind.COMPILER, 0L);
        if (others > 0) {
            words.append("; application and compiler threads, which the pause didn't wait for, add up to ")
                    .append(millis(others));
        }
        return words.append("; the clocks agree to ")
                .append(millis(gc.errorNanos()))
                .toString();
    }

    /** Whether the groups' times, each on the wall, are more than the time of them all. */
    private static boolean overlap(PauseStalls pause) {
        long sum = 0;
        for (StallGroup group : pause.groups()) {
            sum += group.wallNanos();
        }
        return sum > pause.wallNanos() + pause.wallNanos() / 20;
    }

    private static String what(StallGroup group) {
        String kind = group.kind() == AllocationStall.Kind.DIRECT_RECLAIM ? "direct reclaim" : "direct compaction";
        return group.order() == AllocationStall.UNKNOWN ? kind : kind + " for order " + group.order();
    }

    private static String names(List<String> threads) {
        StringBuilder names = new StringBuilder();
        int shown = threads.size() <= MOST_THREADS ? threads.size() : MOST_THREADS - 1;
        for (int i = 0; i < shown; i++) {
            boolean last = i == threads.size() - 1;
            names.append(i == 0 ? "" : last ? " and " : ", ").append(threads.get(i));
        }
        return shown == threads.size()
                ? names.toString()
                : names.append(" and ")
                        .append(threads.size() - shown)
                        .append(" more")
                        .toString();
    }

    /** Below ten with a tenth: {@code 0.4 ms}, {@code 41 ms}. */
    public static String millis(long nanos) {
        double millis = nanos / 1e6;
        return Decimals.fixed(millis, millis < 9.95 ? 1 : 0) + " ms";
    }
}
