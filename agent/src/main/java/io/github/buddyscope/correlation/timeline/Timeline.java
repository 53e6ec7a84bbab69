// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.correlation.trouble.FailureMark;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What happened lately, all on the scale of {@link System#nanoTime()}, which is CLOCK_MONOTONIC: collections, host samples
 * with their pressure, failures of the kernel's log, stalls and direct memory. Whoever adds something has placed it on that
 * scale; what isn't exact carries the bound on its error. Collections arrive on the JVM's notification thread, the rest on
 * the agent's own.
 *
 * <p>Bounded whatever happens: the oldest go. Full it holds less than {@value #MOST_BYTES} bytes.
 */
public final class Timeline {
    /** What a full one takes, all that it refers to included. */
    static final long MOST_BYTES = 12L << 20;

    private static final int MOST_GCS = 2_048;
    private static final int MOST_FAILURES = 1_024;
    private static final int MOST_STALLS = 8_192;
    private static final int MOST_TICKS = 2_048;
    private static final int MOST_OWN_FAILURES = 1_024;
    private static final int MOST_WINDOWS = 60;
    /** The host's lowest is looked for up to here after a failure: a sample may come late. */
    private static final long LOOK_AHEAD = TimeUnit.SECONDS.toNanos(1);

    private final TimeLog<GcEvent> gcs = new TimeLog<>(MOST_GCS);
    private final SampleLog samples = new SampleLog();
    private final TimeLog<FailureMark> failures = new TimeLog<>(MOST_FAILURES);
    private final TimeLog<TracedStall> stalls = new TimeLog<>(MOST_STALLS);
    private final TickedBytes direct = new TickedBytes(MOST_TICKS);
    private final TickedBytes resident = new TickedBytes(MOST_TICKS);
    private final TickedBytes heap = new TickedBytes(MOST_TICKS);
    private final TimeLog<TracedFailure> ownFailures = new TimeLog<>(MOST_OWN_FAILURES);
    private final long startNanos;

    /** @param startNanos when watching began; of what was before nothing is known */
    public Timeline(long startNanos) {
        this.startNanos = startNanos;
        direct.add(startNanos, 0);
    }

    public synchronized void add(GcEvent gc) {
        gcs.add(gc);
    }

    /** Keeps a copy; of hosts with many zones fewer samples are kept. */
    public synchronized void add(HostNumbers sample) {
        samples.add(sample);
    }

    /** What the log held before the agent came is not of this time line, nor is what has no time. */
    public synchronized void add(KernelFailure failure) {
        if (failure.live()) {
            failures.add(FailureMark.of(failure));
        }
    }

    public synchronized void add(TracedStall stall) {
        stalls.add(stall);
    }

    /** @param bytesSinceStart bytes reserved for direct buffers since watching began */
    public synchronized void addDirect(long nanos, long bytesSinceStart) {
        direct.add(nanos, bytesSinceStart);
    }

    /**
     * What this JVM holds now.
     *
     * @param residentBytes its own memory that is resident; -1 where not known
     * @param committedHeap bytes; -1 where not known
     */
    public synchronized void addHeld(long nanos, long residentBytes, long committedHeap) {
        if (residentBytes >= 0) {
            resident.add(nanos, residentBytes);
        }
        if (committedHeap >= 0) {
            heap.add(nanos, committedHeap);
        }
    }

    /** Those of this JVM's own threads are kept. */
    public synchronized void add(TracedFailure failure) {
        if (failure.inThisJvm()) {
            ownFailures.add(failure);
        }
    }

    /** Failed requests of this JVM's own threads in the window. */
    public synchronized List<TracedFailure> ownFailuresBetween(long from, long to) {
        return ownFailures.within(from, to);
    }

    /** When watching began, {@link System#nanoTime()} scale. */
    public long startNanos() {
        return startNanos;
    }

    /** Whether {@code nanos} was watched. */
    public synchronized boolean watched(long nanos) {
        return nanos - startNanos >= 0;
    }

    /** The collection that encloses or lies nearest to the moment, within {@code window} nanoseconds; null for none. */
    public synchronized NearestGc nearestGc(long nanos, long window, long errorNanos) {
        GcEvent gc = gcs.nearest(nanos, window);
        return gc == null ? null : new NearestGc(gc, gcs.offset(gc, nanos), errorNanos + gc.errorNanos());
    }

    /** Pauses and concurrent cycles that went on within the window, in the order of their end. */
    public synchronized List<GcEvent> gcsBetween(long from, long to) {
        return gcs.within(from, to);
    }

    /** Pauses that ended after {@code from} and not after {@code to}. */
    public synchronized List<GcEvent> pausesEndedWithin(long from, long to) {
        List<GcEvent> pauses = new ArrayList<>();
        for (int i = gcs.firstEndedFrom(from + 1); i < gcs.size(); i++) {
            GcEvent gc = gcs.get(i);
            if (gc.endNanos() - to > 0) {
                break;
            }
            if (gc.pause()) {
                pauses.add(gc);
            }
        }
        return pauses;
    }

    /** How many {@link #gcsBetween} there are. */
    public synchronized int gcsWithin(long from, long to) {
        return gcs.within(from, to).size();
    }

    /** Stalls of any task that the trace saw and that went on within the window; the oldest are forgotten first. */
    public synchronized List<TracedStall> stallsBetween(long from, long to) {
        return stalls.within(from, to);
    }

    /** The kernel's failures in the window. */
    public synchronized List<FailureMark> failuresBetween(long from, long to) {
        return failures.within(from, to);
    }

    /** Host samples in the window, in their order. */
    public synchronized List<HostSample> samplesBetween(long from, long to) {
        return samples.within(from, to);
    }

    /**
     * What the host's counters did from the last sample at or before {@code from} to the first at or after {@code to}; null
     * where one of the two is missing.
     */
    public synchronized HostChange hostChange(long from, long to) {
        int before = samples.firstFrom(from + 1) - 1;
        int after = samples.firstFrom(to);
        return before < 0 || after == samples.size() ? null : new HostChange(samples.get(before), samples.get(after));
    }

    /** Bytes reserved in the part of the window that was watched; -1 where that isn't kept any more. */
    public synchronized long directBetween(long from, long to) {
        return direct.between(from - startNanos < 0 ? startNanos : from, to);
    }

    /** Bytes reserved in up to 60 windows of that length before the moment, the latest first. */
    public synchronized long[] earlierDirect(long before, long length) {
        return direct.earlier(before, length, MOST_WINDOWS);
    }

    /**
     * What this JVM took in the window before a trouble, from the last sample before it on, and how that compares with
     * earlier windows; null where it isn't known.
     */
    public synchronized Taking taking(Trouble trouble, long window, long pageSize) {
        HostSample before = sampleBefore(trouble.nanos() - window);
        before = before != null ? before : firstSampleBefore(trouble.nanos() - window / 2);
        long from = before == null ? trouble.nanos() - window : before.nanos();
        long to = trouble.nanos();
        if (!resident.knows(from, to)) {
            return null;
        }
        long bytes = resident.between(from, to);
        long[] earlier = resident.earlier(from, to - from, MOST_WINDOWS);
        int smaller = 0;
        for (long one : earlier) {
            smaller += one < bytes ? 1 : 0;
        }
        return new Taking(
                to - from,
                bytes,
                direct.between(from, to),
                heap.knows(from, to) ? heap.between(from, to) : -1,
                earlier.length,
                smaller,
                before == null ? null : HostLoss.of(before, samples.within(from, to + LOOK_AHEAD), trouble, pageSize));
    }

    /** What a window of that length takes at the mean rate of the {@code trailing} nanoseconds before the moment; -1 where not known. */
    public synchronized long usualDirect(long before, long trailing, long length) {
        return direct.usual(before, trailing, length);
    }

    /** The last sample at or before the moment, null where there's none. */
    public synchronized HostSample sampleBefore(long nanos) {
        return samples.get(samples.firstFrom(nanos + 1) - 1);
    }

    /** The oldest sample, if it was before the moment: at the agent's start the window isn't whole. */
    private HostSample firstSampleBefore(long nanos) {
        return samples.size() == 0 || samples.nanos(0) - nanos > 0 ? null : samples.get(0);
    }

    /** The sample nearest to the moment, null where there's none. */
    public synchronized HostSample nearestSample(long nanos) {
        int after = samples.firstFrom(nanos);
        HostSample before = samples.get(after - 1);
        HostSample behind = samples.get(after);
        if (before == null || behind == null) {
            return before == null ? behind : before;
        }
        return nanos - before.nanos() <= behind.nanos() - nanos ? before : behind;
    }
}
