// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostSample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What happened lately, all on the scale of {@link System#nanoTime()}: collections, host samples, direct memory. The
 * oldest go when a limit is reached. Collections arrive on the JVM's notification thread, the rest on the agent's own.
 */
public final class Timeline {
    private static final int MOST_GCS = 1_024;
    private static final int MOST_SAMPLES = 128;
    private static final int MOST_TICKS = 2_048;

    private final Deque<GcEvent> gcs = new ArrayDeque<>();
    private final Deque<HostSample> samples = new ArrayDeque<>();
    private final DirectTotals direct = new DirectTotals(MOST_TICKS);
    private final long startNanos;

    /** @param startNanos when watching began; of what was before nothing is known */
    public Timeline(long startNanos) {
        this.startNanos = startNanos;
        direct.add(startNanos, 0);
    }

    public synchronized void add(GcEvent gc) {
        keep(gcs, gc, MOST_GCS);
    }

    public synchronized void add(HostSample sample) {
        keep(samples, sample, MOST_SAMPLES);
    }

    /** @param bytesSinceStart bytes reserved for direct buffers since watching began */
    public synchronized void addDirect(long nanos, long bytesSinceStart) {
        direct.add(nanos, bytesSinceStart);
    }

    private static <T> void keep(Deque<T> queue, T item, int most) {
        if (queue.size() == most) {
            queue.removeFirst();
        }
        queue.addLast(item);
    }

    /** Whether {@code nanos} was watched. */
    synchronized boolean watched(long nanos) {
        return nanos - startNanos >= 0;
    }

    /** The collection that encloses or lies nearest to the moment, within {@code window} nanoseconds; null for none. */
    synchronized NearestGc nearestGc(long nanos, long window, long errorNanos) {
        NearestGc nearest = null;
        for (GcEvent gc : gcs) {
            long offset = offset(gc, nanos);
            if (Math.abs(offset) <= window && (nearest == null || Math.abs(offset) < Math.abs(nearest.offsetNanos()))) {
                nearest = new NearestGc(gc, offset, errorNanos + gc.errorNanos());
            }
        }
        return nearest;
    }

    /** Pauses that ended after {@code from} and not after {@code to}. */
    synchronized List<GcEvent> pausesEndedWithin(long from, long to) {
        List<GcEvent> pauses = new ArrayList<>();
        for (GcEvent gc : gcs) {
            if (gc.pause() && gc.endNanos() - from > 0 && gc.endNanos() - to <= 0) {
                pauses.add(gc);
            }
        }
        return pauses;
    }

    synchronized int gcsWithin(long from, long to) {
        int count = 0;
        for (GcEvent gc : gcs) {
            if (gc.endNanos() - from >= 0 && gc.startNanos() - to <= 0) {
                count++;
            }
        }
        return count;
    }

    private static long offset(GcEvent gc, long nanos) {
        if (gc.endNanos() - nanos < 0) {
            return gc.endNanos() - nanos;
        }
        return Math.max(0, gc.startNanos() - nanos);
    }

    /** Bytes reserved in the part of the window that was watched; -1 where that isn't kept any more. */
    synchronized long directBetween(long from, long to) {
        return direct.between(from - startNanos < 0 ? startNanos : from, to);
    }

    synchronized long usualDirect(long before, long trailing, long length) {
        return direct.usual(before, trailing, length);
    }

    /** The sample nearest to the moment, null where there's none. */
    synchronized HostSample nearestSample(long nanos) {
        HostSample nearest = null;
        for (HostSample sample : samples) {
            if (nearest == null || Math.abs(sample.nanos() - nanos) < Math.abs(nearest.nanos() - nanos)) {
                nearest = sample;
            }
        }
        return nearest;
    }
}
