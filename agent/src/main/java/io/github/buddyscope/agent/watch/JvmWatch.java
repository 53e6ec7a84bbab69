// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.correlation.association.Associations;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.LargeReservation;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.jvm.CommittedHeap;
import io.github.buddyscope.source.jvm.DirectPool;
import io.github.buddyscope.source.jvm.DirectReservations;
import io.github.buddyscope.source.jvm.GarbageCollections;
import io.github.buddyscope.source.jvm.OwnMemory;
import io.github.buddyscope.source.jvm.PlatformBeans;
import io.github.buddyscope.source.jvm.WallOffset;
import io.github.buddyscope.source.procfs.PageSize;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The sources inside this JVM. A JVM without {@code java.management} has the reservation point alone. */
public final class JvmWatch implements Consumer<GcEvent>, AutoCloseable {
    /** A step of the wall clock is but told of, so it need not be found at once. */
    private static final long BETWEEN_CLOCKS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long OF_LATE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Timeline timeline;
    private final Associations associations;
    private final DirectReservations reservations;
    private GarbageCollections collections;
    private final WallOffset wall = new WallOffset();
    private final OwnMemory memory = new OwnMemory(PageSize.ofThisHost().bytes());
    private CommittedHeap heap;
    private DirectPool pool;
    private volatile long collectedNanos;
    private volatile boolean collected;
    private long tickedNanos;
    private long clockedNanos;
    private long direct;
    private long committed;
    private SourceState gcState = new SourceState("gc", Status.OFF, "not started", "");
    private SourceState poolState = new SourceState("direct pool", Status.OFF, "not started", "");

    /**
     * @param onLarge told on the allocating thread; null leaves single allocations unwatched
     * @param stirs told on the allocating thread that direct memory is reserved after a time without
     */
    public JvmWatch(
            Timeline timeline,
            Associations associations,
            long directThreshold,
            LargeReservation onLarge,
            Runnable stirs) {
        this.timeline = timeline;
        this.associations = associations;
        this.reservations = onLarge == null ? null : new DirectReservations(directThreshold, onLarge, stirs);
    }

    /** @param instrumentation by which direct reservations are counted */
    public void start(Instrumentation instrumentation, PlatformBeans beans) {
        if (reservations != null) {
            reservations.install(instrumentation);
        }
        try {
            collections = new GarbageCollections(this, beans);
            gcState = collections.start() > 0
                    ? new SourceState("gc", Status.OK, collections.blindSpot(), "")
                    : new SourceState("gc", Status.UNAVAILABLE, "this JVM's collectors don't notify", "");
        } catch (RuntimeException | LinkageError e) {
            gcState = missing("gc", e);
        }
        try {
            heap = new CommittedHeap(beans);
        } catch (RuntimeException | LinkageError withoutManagement) {
            heap = null; // the state of gc says so
        }
        try {
            pool = new DirectPool(reservations, beans);
            poolState = SourceState.ok("direct pool");
        } catch (RuntimeException | LinkageError e) {
            poolState = missing("direct pool", e);
        }
    }

    private static SourceState missing(String source, Throwable e) {
        return new SourceState(
                source,
                Status.UNAVAILABLE,
                e.toString(),
                e instanceof LinkageError
                        ? "add the modules java.management and jdk.management to the run-time image"
                        : "");
    }

    /** Whether reservations of direct memory are counted. */
    public boolean countsReservations() {
        return reservations != null && reservations.installed();
    }

    /** There was a collection. On the JVM's own notification thread. */
    @Override
    public void accept(GcEvent gc) {
        collectedNanos = gc.endNanos();
        collected = true;
        timeline.add(gc);
        associations.add(gc);
    }

    /** Marks the time line; cheap enough for several times a second. */
    public void tick(long nanos) {
        if (clockedNanos == 0 || nanos - clockedNanos >= BETWEEN_CLOCKS_NANOS) {
            clockedNanos = nanos;
            wall.measure();
        }
        boolean counts = countsReservations();
        if (counts) {
            endQuietTime(nanos);
            reservations.tick();
        }
        direct = counts ? reservations.bytes() : -1;
        committed = heap == null ? -1 : heap.bytes();
        mark(nanos);
        timeline.addHeld(nanos, held(committed), committed);
        tickedNanos = nanos;
    }

    private void mark(long nanos) {
        if (direct >= 0) {
            timeline.addDirect(nanos, direct);
        }
        associations.tick(nanos, direct, committed);
    }

    /** Up to where it ended next to nothing was reserved: so a burst that follows isn't spread over a whole second. */
    private void endQuietTime(long nanos) {
        long first = reservations.firstNanos();
        if (tickedNanos != 0 && first - tickedNanos > 0 && first - nanos < 0) {
            mark(first);
        }
    }

    /** There was a collection in the last minute. By any thread. */
    public boolean collectedOfLate() {
        return collected && System.nanoTime() - collectedNanos < OF_LATE_NANOS;
    }

    /** Direct memory is being reserved, and to tell in which moment takes several ticks a second. */
    public boolean restless() {
        return countsReservations() && !reservations.quiet();
    }

    /** A heap in shared memory isn't among what statm tells of a process's own. */
    private long held(long committed) {
        long own = memory.bytes();
        return own < 0 || heap == null || !heap.shared() ? own : own + committed;
    }

    /** Memory that the JVM uses for direct buffers, bytes; -1 where it doesn't tell. */
    public long poolUsed() {
        DirectPool current = pool;
        return current == null ? -1 : current.used();
    }

    /**
     * What went through the direct pool since the last call, null where that isn't known.
     *
     * @param seen whether anybody can see it
     */
    public DirectActivity takeDirectActivity(boolean seen) {
        return pool == null ? null : pool.take(seen);
    }

    /** Of collections and of direct buffers. */
    public List<SourceState> states() {
        List<SourceState> states = new ArrayList<>(List.of(wall.state(), gcState, poolState));
        states.add(
                reservations == null
                        ? new SourceState("direct", Status.OFF, "direct=off", "direct=on watches single allocations")
                        : reservations.state());
        return states;
    }

    @Override
    public void close() {
        if (reservations != null) {
            reservations.close();
        }
        if (collections != null) {
            collections.close();
        }
        memory.close();
    }
}
