// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.episode;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.diagnosis.episode.FailureHistory;
import io.github.buddyscope.diagnosis.episode.HowBad;
import io.github.buddyscope.diagnosis.episode.LogTime;
import io.github.buddyscope.model.FailureKind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How often failures of one kind, order and cause have come since the agent's start. Bounded; not thread-safe. */
public final class Histories {
    private static final int MOST = 64;

    private final Map<String, FailureHistory> byKind = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<FailureKind> seen = EnumSet.noneOf(FailureKind.class);
    private final long startNanos;
    private long line;

    /** @param startNanos of the agent, {@link System#nanoTime()} scale */
    public Histories(long startNanos) {
        this.startNanos = startNanos;
    }

    /**
     * Counts it with those of its kind, order and cause. What the kernel swallowed before the first of a kind was within
     * seconds of the report before that one (lib/ratelimit.c tells it late), so before the agent's start.
     */
    public void add(KernelFailure failure) {
        if (!failure.live()) {
            return;
        }
        LogTime when = time(failure.nanos());
        FailureHistory own = byKind.get(key(failure));
        if (own == null) {
            if (byKind.size() == MOST) {
                byKind.remove(byKind.keySet().iterator().next());
            }
            own = new FailureHistory();
            own.watched(time(startNanos));
            byKind.put(key(failure), own);
        }
        boolean first = seen.add(failure.report().kind());
        own.add(when, first ? failure.report().withoutSuppressed() : failure.report(), failure.diagnosis());
        if (failure.report().kind() == FailureKind.OOM_KILL) {
            for (FailureHistory other : byKind.values()) {
                if (other != own) {
                    other.killed(when, failure.report());
                }
            }
        }
    }

    /** Of failures like this one; null where none were seen. */
    public HowBad of(Trouble trouble, long now) {
        FailureHistory own =
                trouble instanceof KernelFailure failure && failure.live() ? byKind.get(key(failure)) : null;
        if (own == null) {
            return null;
        }
        own.watched(time(now));
        return own.howBad();
    }

    private LogTime time(long nanos) {
        return new LogTime(++line, (nanos - startNanos) / 1_000, 0);
    }

    private static String key(KernelFailure failure) {
        return failure.report().kind() + " " + failure.order() + " "
                + failure.diagnosis().cause();
    }
}
