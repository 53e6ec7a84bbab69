// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The newest happenings, {@value #MOST} at most, and how many came in all. Safe for use by several threads. */
public final class Happenings {
    static final int MOST = 1_000;

    private final Deque<Happening> kept = new ArrayDeque<>();
    private long total;
    private long failures;

    public synchronized void add(Happening happening) {
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        kept.addLast(happening);
        total++;
        failures += happening.kind() == Happening.Kind.FAILURE && !happening.old() ? 1 : 0;
    }

    /** In the order of their times. */
    public synchronized List<Happening> all() {
        List<Happening> all = new ArrayList<>(kept);
        all.sort(Comparator.comparing(Happening::time));
        return all;
    }

    /** Those that came after the first {@code seen}, oldest first; without those that were forgotten since. */
    public synchronized List<Happening> since(long seen) {
        long wanted = Math.min(total - seen, kept.size());
        return List.copyOf(new ArrayList<>(kept).subList((int) (kept.size() - wanted), kept.size()));
    }

    /** How many came. */
    public synchronized long total() {
        return total;
    }

    /** Failures in the log since the watching began. */
    public synchronized long failures() {
        return failures;
    }
}
