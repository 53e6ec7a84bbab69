// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.Map;
import java.util.TreeMap;

/** Failures, those that the log told of and those that the trace saw. */
public final class Failures {
    private static final int MARKS = 6000;
    private static final int KEYS = 2000;
    private static final int TEXTS = 40;
    private static final int KINDS = 64;

    private final MarkLog<LogFailure> logged =
            new MarkLog<>(MARKS, LogFailure::micros, failure -> 2L * failure.order() + (failure.inThisJvm() ? 1 : 0));
    private final MarkLog<TracedAttempt> others = attempts();
    private final MarkLog<TracedAttempt> own = attempts();
    private final Tally<Asker> askers = new Tally<>(KEYS);
    private final Map<Integer, Long> orders = new TreeMap<>();
    private final Map<String, LogFailure> firsts = new TreeMap<>();
    private long live;
    private long suppressed;
    private long silent;
    private long reported;
    private long ownSilent;
    private int texts;

    /**
     * Who asked for memory that wasn't there.
     *
     * @param name the driver or subsystem where the log tells it, else the task
     * @param logged whether the log told of it
     * @param ours whether it was this JVM, in words
     */
    public record Asker(String name, boolean task, boolean logged, String ours, int order) {}

    private static MarkLog<TracedAttempt> attempts() {
        return new MarkLog<>(MARKS, TracedAttempt::micros, TracedAttempt::order);
    }

    void add(LogFailure failure) {
        boolean keeps = failure.text() != null && texts < TEXTS;
        texts += keeps ? 1 : 0;
        logged.add(keeps ? failure : failure.withoutText());
        live += failure.live() ? 1 : 0;
        if (failure.live()) {
            swallowed(failure);
            orders.merge(failure.order(), 1L, Long::sum);
        }
        boolean task = failure.origin() == null;
        String name = task ? failure.task() : failure.origin();
        askers.add(new Asker(name, task, true, failure.ours(), failure.order()), 1);
    }

    private void swallowed(LogFailure failure) {
        suppressed += Math.max(0, failure.suppressed());
        String kind = String.valueOf(failure.kind());
        if (firsts.size() < KINDS || firsts.containsKey(kind)) {
            firsts.merge(kind, failure.withoutText(), (one, two) -> two.micros() < one.micros() ? two : one);
        }
    }

    void add(TracedAttempt attempt) {
        (attempt.inThisJvm() ? own : others).add(attempt);
        reported += attempt.reported() ? 1 : 0;
        if (attempt.silent()) {
            silent++;
            ownSilent += attempt.inThisJvm() ? 1 : 0;
            orders.merge(attempt.order(), 1L, Long::sum);
            askers.add(new Asker(attempt.task(), true, false, attempt.inThisJvm() ? "yes" : "no", attempt.order()), 1);
        }
    }

    /** What the log told of. */
    public MarkLog<LogFailure> logged() {
        return logged;
    }

    /** What the trace saw of other tasks. */
    public MarkLog<TracedAttempt> others() {
        return others;
    }

    /** What the trace saw of this JVM's threads. */
    public MarkLog<TracedAttempt> own() {
        return own;
    }

    public Tally<Asker> askers() {
        return askers;
    }

    /** Failures of the log since the agent opened it. */
    public long live() {
        return live;
    }

    /** Failures that the log already held when the agent opened it. */
    public long history() {
        return logged.count() - live;
    }

    /**
     * Reports that the kernel says it swallowed between those that are here. What it swallowed before the first of a kind
     * was within seconds of one that isn't.
     */
    public long suppressed() {
        long before = 0;
        for (LogFailure first : firsts.values()) {
            before += Math.max(0, first.suppressed());
        }
        return suppressed - before;
    }

    /** Failed requests of which no log tells. */
    public long silent() {
        return silent;
    }

    /** Those of this JVM's threads. */
    public long ownSilent() {
        return ownSilent;
    }

    /** At least so many that the trace saw didn't get past the kernel's rate limit into the log. */
    public long heldBack() {
        return Math.max(0, reported - live);
    }

    /** The order that failed most often; -1 where none did or none is known. */
    public int usualOrder() {
        int usual = -1;
        long most = 0;
        for (Map.Entry<Integer, Long> order : orders.entrySet()) {
            if (order.getKey() > 0 && order.getValue() > most) {
                usual = order.getKey();
                most = order.getValue();
            }
        }
        return usual;
    }
}
