// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.DirectProfile;
import io.github.buddyscope.model.DirectSite;
import io.github.buddyscope.model.LargeReservation;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Counts every reservation of direct memory at the JDK's own reservation point, on the allocating thread, and tells of
 * those at or above a threshold, and where they were made. Nothing that runs there throws into the service.
 */
public final class DirectReservations implements AutoCloseable {
    private static final int TOP_SITES = 30;

    /** Before it, in the preview and incubating forms of the API, others did too. */
    private static final int ONLY_AUTOMATIC_ARENAS_RESERVE = 22;

    /** sun.nio.ch.Util takes them with Unsafe since. */
    private static final int TEMPORARY_BUFFERS_DO_NOT_RESERVE = 24;

    private final AllocationSites sites = new AllocationSites();
    private final long threshold;
    private final LargeReservation onLarge;
    private final Runnable stirs;

    private AllocationSampler sampler;
    private volatile ReservationCounter reserved;
    private NettyMemory netty;
    private long[] lastSizes = new long[Long.SIZE];
    private long tickedNanos = System.nanoTime();
    private HookClass hook;
    private HookedBits bits;
    private SourceState state = new SourceState("direct", Status.OFF, "not installed", "");

    /**
     * @param threshold bytes
     * @param onLarge told of each reservation of at least {@code threshold} bytes, on the allocating thread
     * @param stirs told of the first reservation after a quiet time, on the allocating thread, too
     */
    public DirectReservations(long threshold, LargeReservation onLarge, Runnable stirs) {
        this.threshold = threshold;
        this.onLarge = onLarge;
        this.stirs = stirs;
    }

    /** Installs the hook. What fails is in {@link #state()}. */
    public synchronized void install(Instrumentation to) {
        try {
            initialiseContention();
            sampler = new AllocationSampler(new StackCapture(), stirs);
            sampler.warmUp();
            ReservationCounter counter = new ReservationCounter(sampler, threshold, onLarge);
            hook = HookClass.define(to);
            netty = new NettyMemory(to, hook);
            hook.tell(counter);
            bits = new HookedBits(to, hook);
            bits.put();
            reserved = counter;
            state = installed(bits.transformer());
        } catch (Throwable e) {
            state = unavailable(e);
        }
        if (state.status() == Status.UNAVAILABLE) {
            close();
        }
    }

    /**
     * The counters initialise these at the first contention, which may find a thread of the service's at the end of its
     * stack: a class whose initialisation fails is lost to the whole JVM.
     */
    private static void initialiseContention() throws ClassNotFoundException {
        Class.forName("java.util.concurrent.ThreadLocalRandom", true, null);
        Class.forName("java.util.concurrent.atomic.Striped64$Cell", true, null);
    }

    /** What doesn't pass the reservation point on any JDK, or on this one. */
    private static SourceState watched() {
        String unseen = "memory taken by native code or with Unsafe doesn't pass the JDK's reservation point";
        if (Runtime.version().feature() >= ONLY_AUTOMATIC_ARENAS_RESERVE) {
            unseen = unseen + ", nor does foreign memory of arenas other than Arena.ofAuto()";
        }
        if (Runtime.version().feature() >= TEMPORARY_BUFFERS_DO_NOT_RESERVE) {
            unseen = unseen + ", nor do NIO's temporary buffers for heap buffers that are read or written";
        }
        return new SourceState("direct", Status.OK, unseen, "");
    }

    private static SourceState installed(BitsTransformer transformer) {
        if (transformer.failure() != null) {
            return unavailable(transformer.failure());
        }
        return transformer.instrumented()
                ? watched()
                : unavailable(new NoSuchMethodException(
                        "java.nio.Bits.tryReserveMemory(long, long) that sets TOTAL_CAPACITY"));
    }

    private static SourceState unavailable(Throwable e) {
        return new SourceState("direct", Status.UNAVAILABLE, "single direct allocations can't be seen here: " + e, "");
    }

    public synchronized SourceState state() {
        if (state.status() != Status.OK || netty.outside() <= 0) {
            return withLosses(state);
        }
        String outside = "Netty takes memory past the JDK's reservation point: " + (netty.outside() >> 10)
                + " KiB now by its own counter, its sites are in its JFR events io.netty.AllocateChunk (4.2); ";
        return withLosses(new SourceState("direct", Status.PARTIAL, outside + state.detail(), ""));
    }

    private SourceState withLosses(SourceState now) {
        if (now.status() == Status.OK && isOut()) {
            String out =
                    "another agent's change of java.nio.Bits took the hook out: what is reserved until it is back isn't counted";
            return new SourceState(now.source(), Status.PARTIAL, out, "");
        }
        int losses = bits == null ? 0 : bits.losses();
        if (losses == 0 || now.status() == Status.UNAVAILABLE) {
            return now;
        }
        String lost = "; another agent's changes of java.nio.Bits, " + losses + " so far, took the hook out:"
                + " what was reserved until it was back, within " + TimeUnit.NANOSECONDS.toMillis(bits.lostNanos())
                + " ms in all at most, isn't counted";
        return new SourceState(now.source(), now.status(), now.detail() + lost, now.remedy());
    }

    /** Nothing is counted at present, since another agent has taken the hook out. */
    synchronized boolean isOut() {
        return hook != null && bits.isOut();
    }

    /** How often something may have passed uncounted, as {@link #state} says. */
    synchronized int losses() {
        return bits == null ? 0 : bits.losses();
    }

    /** Whether the counters mean anything. */
    public synchronized boolean installed() {
        return hook != null;
    }

    /** Sums up what was sampled since the last call. For one thread, several times a second but while it's {@link #quiet}. */
    public void tick() {
        if (reserved == null) {
            return;
        }
        putBack();
        if (!sampler.quiet()) {
            long now = System.nanoTime();
            sampler.drainTo(sites, now - tickedNanos);
            tickedNanos = now;
        }
    }

    private synchronized void putBack() {
        try {
            if (hook != null && bits.look()) {
                state = installed(bits.transformer());
            }
        } catch (Throwable e) {
            state = unavailable(e);
        }
        if (hook != null && state.status() == Status.UNAVAILABLE) {
            close();
        }
    }

    /** Next to nothing has been reserved of late: who reserves next is told of. */
    public boolean quiet() {
        return reserved == null || sampler.quiet();
    }

    /** When the last quiet time ended, {@link System#nanoTime()} scale: next to nothing was reserved in it. */
    public long firstNanos() {
        return sampler.firstNanos();
    }

    /** Sizes and sites, and begins a new period. For the thread of {@link #tick}. */
    public DirectProfile takeProfile() {
        tick();
        long[] sizes = reserved.sizes();
        long[] period = new long[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            period[i] = sizes[i] - lastSizes[i];
        }
        lastSizes = sizes;
        List<DirectSite> top = sites.top(TOP_SITES);
        DirectProfile profile = new DirectProfile(sizes, period, top, sites.rest(top), sampler.interval());
        sites.beginPeriod();
        return profile;
    }

    /** Asks Netty's counters. For the thread of {@link #tick}. */
    public void lookAtNetty() {
        netty.look();
    }

    /** Direct memory by Netty's counters at the last look, bytes; -1 where no Netty counts. */
    public long nettyBytes() {
        return netty.used();
    }

    /** What of it passed the reservation point by, bytes; -1 where no Netty counts. */
    public long nettyOutsideBytes() {
        return netty.outside();
    }

    /** Reservations since the start. */
    public long allocations() {
        return reserved.allocations();
    }

    /** Bytes reserved since the start. */
    public long bytes() {
        return reserved.bytes();
    }

    /** Largest reservation since the last call, bytes; 0 where there was none. */
    public long takeLargest() {
        return reserved.takeLargest();
    }

    /** Gives the JDK's class back as it was and forgets the hook. */
    @Override
    public synchronized void close() {
        if (hook == null) {
            return;
        }
        try {
            hook.tell(null);
            if (bits != null) {
                bits.takeOut();
            }
            if (state.status() != Status.UNAVAILABLE) {
                state = new SourceState("direct", Status.OFF, "taken out", "");
            }
        } catch (Throwable e) {
            state = unavailable(e);
        }
        hook = null;
    }
}
