// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import io.github.buddyscope.correlation.episode.Episode;
import io.github.buddyscope.correlation.pause.LongestFirst;
import io.github.buddyscope.correlation.pause.PauseAccounts;
import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.pause.Spans;
import io.github.buddyscope.correlation.pause.TraceSight;
import io.github.buddyscope.correlation.timeline.HostChange;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.model.GcEvent;
import java.util.List;
import java.util.function.Supplier;

/** What this JVM's threads suffered about an episode, as far as the trace and the host's counters tell. For one thread. */
public final class OwnStalls {
    private static final int MOST_PAUSES = 200;

    private final Timeline timeline;
    private final long near;
    private PauseAccounts accounts;
    private Supplier<TraceSight> sight; // null where nothing is traced

    /** @param window nanoseconds before and after an episode within which pauses are looked at */
    public OwnStalls(Timeline timeline, long window) {
        this.timeline = timeline;
        this.near = Math.min(VictimJudge.NEAR_NANOS, window);
    }

    /** From where stalls are known; without it, they aren't. */
    public void trace(PauseAccounts pauses, Supplier<TraceSight> seeing) {
        accounts = pauses;
        sight = seeing;
    }

    /** Of one collection; null where it was nothing. */
    public PauseStalls of(GcEvent gc) {
        return accounts == null ? null : accounts.of(gc);
    }

    /** What was seen of this JVM's threads about the episode. */
    public VictimEvidence evidence(Episode episode) {
        Trouble first = episode.first();
        long from = first.nanos() - near - first.errorNanos();
        long to = end(episode) + near + first.errorNanos();
        Spans spans = new Spans();
        for (TracedStall stall : timeline.stallsBetween(from, to)) {
            if (stall.inThisJvm() && stall.stall().outermost()) {
                spans.addClipped(stall.stall().beginNanos(), stall.stall().endNanos(), from, to);
            }
        }
        int wanted = 0;
        int optional = 0;
        for (TracedFailure failure : timeline.ownFailuresBetween(from, to)) {
            switch (failure.meaning()) {
                case FIRST_TRY -> {} // another attempt of the same request follows
                case OPTIONAL -> optional++;
                case ACCOUNTED, REPORTED -> wanted++;
            }
        }
        TraceSight seeing = sight == null ? TraceSight.NONE : sight.get();
        return new VictimEvidence(
                first.trigger(),
                episode.closest().match(),
                pauses(from, to),
                spans.covered(),
                spans.sum(),
                wanted,
                optional,
                seeing.covers(from),
                hostStalls(from, to),
                seeing.remedy());
    }

    /** A pause goes on after it has begun, which is when it counts as having happened. */
    private long end(Episode episode) {
        long end = episode.lastNanos();
        if (episode.first().trigger() == Trigger.STALLED_PAUSE) {
            for (GcEvent gc : timeline.gcsBetween(episode.first().nanos(), episode.lastNanos())) {
                end = gc.pause() && gc.endNanos() - end > 0 ? gc.endNanos() : end;
            }
        }
        return end;
    }

    private List<PauseStalls> pauses(long from, long to) {
        LongestFirst<PauseStalls> stalled = new LongestFirst<>();
        if (accounts == null) {
            return stalled.all();
        }
        int looked = 0;
        for (GcEvent gc : timeline.gcsBetween(from, to)) {
            PauseStalls pause = gc.pause() && looked++ < MOST_PAUSES ? accounts.of(gc) : null;
            if (pause != null && pause.wallNanos() > 0) {
                stalled.add(pause, pause.wallNanos());
            }
        }
        return stalled.all();
    }

    private long hostStalls(long from, long to) {
        HostChange change = timeline.hostChange(from, to);
        if (change == null) {
            return -1;
        }
        long reclaims = change.allocStalls();
        long compactions = change.of("compact_stall");
        return reclaims < 0 || compactions < 0 ? -1 : reclaims + compactions;
    }
}
