// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.ThreadKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lays this JVM's stalls over its collection pauses, each pause once, when everything that belongs to it has come in. For
 * one thread.
 */
public final class PauseAccounts {
    /** The collection is notified and the trace is read within a fraction of it, a busy host allowed for. */
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final Timeline timeline;
    private final StallHistory history = new StallHistory();
    private final Map<ThreadKind, Long> inPauses = new EnumMap<>(ThreadKind.class);
    private final List<PauseStalls> ofThisMinute = new ArrayList<>();
    private Map<ThreadKind, Long> lastMinuteOutside = Map.of();
    private long settledNanos;
    private long minuteNanos;
    private long pauses;
    private long stalledPauses;
    private long pauseNanos;
    private long stalledWallNanos;
    private long stalledThreadNanos;
    private StallTotals totals;

    /** @param beginNanos when the trace began; what was before is not looked at */
    public PauseAccounts(Timeline timeline, long beginNanos) {
        this.timeline = timeline;
        this.settledNanos = beginNanos;
        this.minuteNanos = beginNanos;
    }

    public void add(TracedStall stall) {
        history.add(stall);
    }

    /** What of this pause its threads were stalled, if it was within the last three minutes; null where it was nothing. */
    public PauseStalls of(GcEvent gc) {
        return gc.pause() ? history.within(gc) : null;
    }

    /** The pauses that are settled by {@code now} and had stalls of this JVM's. */
    public List<PauseStalls> due(long now) {
        long until = now - SETTLE_NANOS;
        if (until - settledNanos <= 0) {
            return List.of();
        }
        List<GcEvent> settled = timeline.pausesEndedWithin(settledNanos, until);
        List<PauseStalls> found = settled.isEmpty() ? List.of() : new ArrayList<>();
        for (GcEvent gc : settled) {
            pauses++;
            pauseNanos += gc.durationNanos();
            totals = null;
            PauseStalls stalls = history.within(gc);
            if (stalls != null) {
                count(stalls);
                found.add(stalls);
            }
        }
        settledNanos = until;
        if (until - minuteNanos >= MINUTE_NANOS) {
            endMinute();
        }
        history.forgetBefore(until - KEPT_NANOS);
        return found;
    }

    private void count(PauseStalls stalls) {
        stalledPauses += stalls.groups().isEmpty() ? 0 : 1;
        stalledWallNanos += stalls.wallNanos();
        stalledThreadNanos += stalls.threadNanos();
        stalls.byKind().forEach((kind, nanos) -> inPauses.merge(kind, nanos, Long::sum));
        ofThisMinute.add(stalls);
    }

    /** All of the minute but what fell into its pauses. */
    private void endMinute() {
        Map<ThreadKind, Long> outside = history.byKind(minuteNanos, minuteNanos + MINUTE_NANOS);
        for (PauseStalls pause : ofThisMinute) {
            pause.byKind()
                    .forEach((kind, nanos) -> outside.computeIfPresent(kind, (k, all) -> Math.max(0, all - nanos)));
        }
        ofThisMinute.clear();
        lastMinuteOutside = outside;
        totals = null;
        minuteNanos += MINUTE_NANOS;
    }

    /** The same until something is added to them. */
    public StallTotals totals() {
        if (totals == null) {
            totals = new StallTotals(
                    pauses,
                    stalledPauses,
                    pauseNanos,
                    stalledWallNanos,
                    stalledThreadNanos,
                    inPauses,
                    lastMinuteOutside);
        }
        return totals;
    }
}
