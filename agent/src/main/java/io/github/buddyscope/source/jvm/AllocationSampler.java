// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Picks reservations whose stacks are looked at, as allocation profilers do: with a chance of size to interval, so that a
 * sample of weight {@code max(size, interval)} makes every site's sum right on average, whatever its sizes are.
 *
 * <p>What it costs is bounded whatever the rate: each {@value #QUOTA} samples within a tick double the interval, at once
 * and on whatever thread; a quiet tick halves it. As rare as they are, walks stay cold, and one can take a tenth of a
 * millisecond: so their time is paid by {@link #BUDGET_NANOS} a tick, which add up to {@link #SAVED_NANOS}, and where that is
 * used up each further {@link #BUDGET_NANOS} double the interval, too, and none is halved before they are paid. As each pick knows only the interval before it, sums stay right. Stacks
 * are walked by {@value #MOST_WALKS} threads at once and never by one within its own walk; samples that couldn't be taken
 * are counted with their weights.
 */
final class AllocationSampler {
    static final int QUOTA = 10;
    /** A two-thousandth of {@link #TICK_NANOS}. */
    static final long BUDGET_NANOS = 125_000;

    /** As long as a tick is while there are samples. */
    static final long TICK_NANOS = 250_000_000;

    /** For short bursts, whose few samples all count. */
    static final long SAVED_NANOS = 10_000_000;

    static final long LEAST_INTERVAL = 64 << 10;
    private static final int MOST_INTERVAL_BITS = 34;
    private static final long MOST_INTERVAL = 1L << MOST_INTERVAL_BITS;
    private static final int MOST_WALKS = 8;
    private static final VarHandle WALKING = MethodHandles.arrayElementVarHandle(Thread[].class);

    private final Supplier<List<Frame>> stack;
    private final SampleRing ring = new SampleRing();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong owed = new AtomicLong(-SAVED_NANOS);
    private final LongAdder missed = new LongAdder();
    private final LongAdder missedBytes = new LongAdder();
    private final Thread[] walking = new Thread[MOST_WALKS];
    private volatile long interval = LEAST_INTERVAL;
    private volatile long salt = ThreadLocalRandom.current().nextLong();
    private final Runnable stirs;
    private volatile boolean quiet;
    private volatile long firstNanos;

    /** @param stack the frames of the thread that asks */
    AllocationSampler(Supplier<List<Frame>> stack) {
        this(stack, () -> {});
    }

    /** @param stirs told of the first sample after a quiet time, on the thread that it's of */
    AllocationSampler(Supplier<List<Frame>> stack, Runnable stirs) {
        this.stack = stack;
        this.stirs = stirs;
    }

    /**
     * The interval by which this reservation was picked; 0 where it wasn't, which is the usual case.
     *
     * @param seed another one at each call, however alike: the chance is drawn from it
     */
    long picks(long size, long seed) {
        long now = interval;
        return (random(seed + salt) & (now - 1)) < size ? now : 0;
    }

    /** From 0 to {@value #MOST_INTERVAL}: the highest bits, which all of the seed's have gone into. */
    private static long random(long seed) {
        long mixed = seed * 0x9E37_79B9_7F4A_7C15L; // odd, by the golden ratio
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8_FEB8_6659_FD93L; // odd, by search for good avalanche
        return mixed >>> Long.SIZE - MOST_INTERVAL_BITS;
    }

    /** Looks at the stack of a reservation that was picked; null where it couldn't be. */
    Sample take(long size, long pickedBy) {
        if (taken.incrementAndGet() % QUOTA == 0) {
            widen();
        }
        Sample sample = null;
        int slot = claim(Thread.currentThread());
        if (slot >= 0) {
            try {
                long begin = System.nanoTime();
                if (quiet) {
                    quiet = false;
                    firstNanos = begin;
                    stirs.run();
                }
                sample = new Sample(size, pickedBy, stack.get());
                spend(System.nanoTime() - begin);
            } catch (Throwable noStackOrHeapLeft) {
                // counted below, where that can be
            }
            walking[slot] = null; // no call: there may be no stack left for one
        }
        if (sample == null || !ring.offer(sample)) {
            missed.increment();
            missedBytes.add(Sample.weight(size, pickedBy));
        }
        return sample;
    }

    private void widen() {
        interval = Math.min(interval << 1, MOST_INTERVAL);
    }

    /** Of a walk that was interrupted by others no more than {@link #BUDGET_NANOS}. */
    private void spend(long nanos) {
        long counted = Math.min(nanos, BUDGET_NANOS);
        long before = owed.getAndAdd(counted);
        long after = before + counted;
        if (after > 0 && after / BUDGET_NANOS > Math.max(0, before) / BUDGET_NANOS) {
            widen();
        }
    }

    private int claim(Thread thread) {
        int free = -1;
        for (int i = 0; i < walking.length; i++) {
            Thread other = walking[i];
            if (other == thread) {
                return -1;
            }
            free = other == null ? i : free;
        }
        return free >= 0 && WALKING.compareAndSet(walking, free, null, thread) ? free : -1;
    }

    /** As after a tick. */
    void drainTo(AllocationSites sites) {
        drainTo(sites, TICK_NANOS);
    }

    /**
     * Hands the samples since the last call on and adapts the interval. For one thread, several times a second, and less
     * often while it's {@link #quiet}.
     *
     * @param nanos since the last call
     */
    void drainTo(AllocationSites sites, long nanos) {
        ring.drainTo(sites);
        long samples = missed.sumThenReset();
        if (samples > 0) {
            sites.addUnknown(samples, missedBytes.sumThenReset());
        }
        salt = ThreadLocalRandom.current().nextLong(); // a seed that comes again has another meaning then
        int samplesTaken = taken.getAndSet(0);
        boolean few = samplesTaken < QUOTA / 4;
        long debt = owed.addAndGet(-nanos / (TICK_NANOS / BUDGET_NANOS));
        if (debt < -SAVED_NANOS) {
            owed.compareAndSet(debt, -SAVED_NANOS); // else somebody has just spent
        }
        if (few && debt <= 0 && interval > LEAST_INTERVAL) {
            interval >>= 1;
        }
        quiet = samplesTaken == 0 && interval == LEAST_INTERVAL && ring.quiet();
        if (quiet && taken.get() != 0) {
            quiet = false; // it came meanwhile, and saw no quiet to end
        }
    }

    /** Nothing was sampled for a while before the last call of {@link #drainTo}, and nothing is left to adapt to. */
    boolean quiet() {
        return quiet;
    }

    /** When the last quiet time ended, {@link System#nanoTime()} scale. */
    long firstNanos() {
        return firstNanos;
    }

    long interval() {
        return interval;
    }

    /** Does all that a service's thread will do, so that no class is initialised there at the end of a stack. */
    void warmUp() {
        int slot = claim(Thread.currentThread());
        if (slot >= 0) {
            stirs.run();
            stack.get();
            walking[slot] = null;
        }
    }
}
