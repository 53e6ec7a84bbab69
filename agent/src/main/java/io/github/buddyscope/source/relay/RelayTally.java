// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.text.Durations;
import io.github.buddyscope.wire.Message.Counts;
import io.github.buddyscope.wire.Message.Lost;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * What relays read and lost, one after the other, as far as it concerns this agent: from when it listens. A relay's own trace
 * ends with it, so what happened until the next one traced is known to nobody; for how long, is. On the client's thread.
 */
final class RelayTally {
    /** What it traced last it may not have told any more: it reads four times a second at least. */
    private static final long UNTOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final Counts NOTHING = new Counts(0, 0, -1, 0, false, 0, 0, 0, 0);

    private final OwnClock clock;
    private Counts last;
    private boolean resumed; // lines lost meanwhile are told on their own
    private boolean otherTrace; // all that it has traced is to come
    private long endedNanos; // when the relay before it went; 0 where none did that traced
    private int gaps;
    private String lastGap = "";

    long lines;
    long linesLost;
    long at = -1;
    long since;
    long events;
    long eventsLost;
    long eventsDropped;
    long mixed;
    long untracedNanos;

    RelayTally(OwnClock clock) {
        this.clock = clock;
    }

    /** @param sameBoot false where the log's numbers begin anew */
    void connected(boolean sameBoot, boolean sameRun) {
        resumed = true;
        at = sameBoot ? at : -1;
        if (sameRun) {
            endedNanos = 0; // it has kept what was traced meanwhile, and tells what it hasn't
        } else {
            last = null;
            otherTrace = since != 0;
        }
    }

    void ended(long now) {
        if (endedNanos == 0 && since != 0) {
            endedNanos = now - UNTOLD_NANOS;
        }
    }

    void add(Counts counts, long now) {
        Counts before = last != null ? last : otherTrace ? NOTHING : counts;
        if (last != null) {
            lines += Math.max(0, counts.lines() - last.lines());
            linesLost += resumed ? 0 : Math.max(0, counts.linesLost() - last.linesLost());
        }
        events += Math.max(0, counts.events() - before.events());
        eventsLost += Math.max(0, counts.eventsLost() - before.eventsLost());
        eventsDropped += Math.max(0, counts.eventsDropped() - before.eventsDropped());
        mixed += Math.max(0, counts.mixed() - before.mixed());
        resumed = false;
        last = counts;
        at = Math.max(at, counts.at());
        if (counts.sinceNanos() == 0) {
            return;
        }
        since = since == 0 ? now : since;
        if (endedNanos != 0) {
            gap(clock.here(counts.sinceNanos()), now);
            endedNanos = 0;
        }
    }

    private void gap(long toNanos, long now) {
        long length = toNanos - endedNanos;
        if (length <= 0) {
            return;
        }
        untracedNanos += length;
        gaps++;
        Instant to = Instant.now().minusNanos(now - toNanos);
        lastGap = "untraced from " + to.minusNanos(length).truncatedTo(ChronoUnit.MILLIS) + " to "
                + to.truncatedTo(ChronoUnit.MILLIS) + ", while no relay ran";
    }

    void add(Lost lost) {
        if (lost.what().equals(Lost.TRACE)) {
            eventsLost += lost.count();
        } else {
            linesLost += lost.count();
        }
    }

    boolean tracesFailures() {
        return last != null && last.failures();
    }

    /** When nobody traced, in words; empty where that was never. */
    String untraced() {
        return gaps < 2 ? lastGap : lastGap + "; " + gaps + " times in all, " + Durations.of(untracedNanos / 1_000);
    }
}
