// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.model.GcEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Over the life of the recording: whether episodes of failures coincide with what this JVM does more often than by chance.
 * Three questions are asked, each by itself, so at p below 0.05 one of them is found by chance in about one JVM of seven;
 * and they are asked anew every minute, so in a long life a figure that lies near 0.05 will cross it now and then.
 *
 * <ul>
 *   <li>collection pauses, not concurrent cycles;
 *   <li>direct-buffer bursts: ticks of a quarter of a second in which at least 1 MiB was reserved, and at least four times
 *       as fast as in the minute before;
 *   <li>heap growth: ticks, of a second where no direct memory is reserved, after which the committed heap was larger than
 *       before, in a collection or between two. The
 *       kernel is asked for those pages when they are first written, at once only with {@code -XX:+AlwaysPreTouch}.
 * </ul>
 *
 * <p>An episode here is a time of trouble: live failures of any kind and order, each within the window of the one before,
 * and its moment is the first's. A failure whose time isn't known to a second is left out. Coinciding is lying within a
 * span, or as near to one as the clocks' errors, those of the episodes and of the activity, the largest of each; 50 ms at
 * least, since a pause also goes on before its collection begins and after it ends. More would tell nothing
 * where a collector pauses several times a second.
 *
 * <p>Collections arrive on the JVM's notification thread, the rest on the agent's own. Bounded: {@value #MOST_SPANS} spans
 * an activity and {@value #MOST_EPISODES} episodes, 2 MiB in all.
 */
public final class Associations {
    static final long LEAST_TOLERANCE = TimeUnit.MILLISECONDS.toNanos(50);
    static final long WORST_ERROR = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_SPANS = 32_768;
    private static final int MOST_EPISODES = 256;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** A failure that has just happened may not have been read yet. */
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(2);

    private final long window;
    private final ActivitySpans pauses;
    private final ActivitySpans bursts;
    private final ActivitySpans growth;
    private final DirectBursts directBursts = new DirectBursts();
    private final Moments episodes;
    private long dueNanos;
    private long lastFailure;
    private boolean anyFailure;
    private long failureError;
    private long gcError;
    private long lastTick;
    private long committed = -1;
    private boolean directSeen;
    private boolean heapSeen;

    /**
     * @param startNanos when watching began
     * @param windowNanos failures that lie no farther apart are one episode
     */
    public Associations(long startNanos, long windowNanos) {
        window = windowNanos;
        pauses = new ActivitySpans(MOST_SPANS, startNanos);
        bursts = new ActivitySpans(MOST_SPANS, startNanos + DirectBursts.SETTLE_NANOS);
        growth = new ActivitySpans(MOST_SPANS, startNanos);
        episodes = new Moments(MOST_EPISODES, startNanos);
        dueNanos = startNanos + MINUTE;
    }

    public synchronized void add(GcEvent gc) {
        if (gc.pause()) {
            pauses.add(gc.startNanos(), gc.endNanos());
            gcError = Math.max(gcError, gc.errorNanos());
        }
    }

    /**
     * Every second; four times as often while direct memory is reserved.
     *
     * @param directBytes bytes reserved for direct buffers since watching began; -1 where that isn't watched
     * @param committedHeap committed bytes of the heap now; -1 where not known
     */
    public synchronized void tick(long nanos, long directBytes, long committedHeap) {
        if (directBytes >= 0) {
            long before = directBursts.lastNanos();
            if (directBursts.tick(nanos, directBytes)) {
                bursts.add(before, nanos);
            }
            directSeen = true;
        }
        if (committedHeap >= 0) {
            if (heapSeen && committedHeap > committed) {
                growth.add(lastTick, nanos);
            }
            committed = committedHeap;
            heapSeen = true;
        }
        lastTick = nanos;
    }

    public synchronized void add(KernelFailure failure) {
        if (!failure.live() || failure.errorNanos() > WORST_ERROR) {
            return;
        }
        failureError = Math.max(failureError, failure.errorNanos());
        if (!anyFailure || Math.abs(failure.nanos() - lastFailure) > window) {
            episodes.add(failure.nanos());
        }
        lastFailure = anyFailure && failure.nanos() - lastFailure < 0 ? lastFailure : failure.nanos();
        anyFailure = true;
    }

    /** Once a minute an answer to each question that can be asked of this JVM; else nothing. On the agent's thread. */
    public List<Association> due(long now) {
        synchronized (this) {
            if (now - dueNanos < 0) {
                return List.of();
            }
            dueNanos += (now - dueNanos) / MINUTE * MINUTE + MINUTE;
        }
        return now(now - SETTLE);
    }

    private List<Association> now(long to) {
        List<Association> all = new ArrayList<>(3);
        all.add(Coincidence.of(question("GC pauses", pauses, gcError, to)));
        if (directSeen) {
            all.add(Coincidence.of(question("direct-buffer bursts", bursts, 0, to)));
        }
        if (heapSeen) {
            all.add(Coincidence.of(question("heap growth", growth, 0, to)));
        }
        return all;
    }

    /** Copies what is asked about, so that the JVM's notification thread never waits for the answer. */
    private synchronized Coincidence.Question question(String activity, ActivitySpans spans, long error, long to) {
        long since = spans.knownSince() - episodes.knownSince() > 0 ? spans.knownSince() : episodes.knownSince();
        long from = since - to > 0 ? to : since;
        long tolerance = Math.max(LEAST_TOLERANCE, failureError + error);
        return new Coincidence.Question(
                activity,
                spans.widened(from, to, tolerance, tolerance),
                episodes.between(from, to),
                to - from,
                tolerance);
    }
}
