// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.parse.kernel.Ration;
import io.github.buddyscope.source.guest.HeapRoom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands failures from the thread that reads the log to the agent's own. It never blocks the reader: what doesn't fit, and what
 * comes faster than {@value #AT_ONCE} at once and {@value #A_SECOND} a second, is dropped and counted. Behind a flood there is no
 * waiting for that: what is the last for now is taken ahead of the ration, up to {@value #CREDIT}.
 *
 * <p>While the service's heap is full nothing is handed on ({@link HeapRoom}).
 */
final class FailureQueue<T> implements Runnable, Consumer<T> {
    private static final int MOST = 256;
    private static final int AT_ONCE = 1_024;
    private static final int A_SECOND = 10;
    private static final int CREDIT = 32;

    private final BlockingQueue<T> waiting = new ArrayBlockingQueue<>(MOST);
    private final Ration ration = new Ration(AT_ONCE, A_SECOND);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AgentThread thread;
    private final Consumer<? super T> taker;
    private final Taking taking = new Taking();
    private final HeapRoom heap;
    private T next; // of the drain that is under way

    /** @param taker called on the agent's thread */
    FailureQueue(AgentThread thread, Consumer<? super T> taker) {
        this(thread, taker, new HeapRoom());
    }

    FailureQueue(AgentThread thread, Consumer<? super T> taker, HeapRoom heap) {
        this.heap = heap;
        this.thread = thread;
        this.taker = taker;
    }

    /** By one thread at a time. */
    @Override
    public void accept(T failure) {
        accept(failure, false);
    }

    /**
     * The same.
     *
     * @param last there is none behind it for now
     */
    void accept(T failure, boolean last) {
        offered.incrementAndGet();
        if (!ration.take(System.nanoTime(), last ? CREDIT : 0) || !waiting.offer(failure)) {
            dropped.incrementAndGet();
        } else if (scheduled.compareAndSet(false, true)) {
            askForDrain();
        }
    }

    private void askForDrain() {
        boolean asked = false;
        try {
            thread.run(this);
            asked = true;
        } finally {
            if (!asked) {
                scheduled.set(false); // out of memory: the next one asks again
            }
        }
    }

    private final class Taking implements Runnable {
        @Override
        public void run() {
            taker.accept(next);
            taken.incrementAndGet();
        }
    }

    /** Hands on what had to wait; in turn with the agent's tasks, every now and then. */
    void tick() {
        if (!waiting.isEmpty()) {
            run();
        }
    }

    /** Whether any has to wait for room in the service's heap. */
    boolean defers() {
        return !waiting.isEmpty();
    }

    /** Hands on what waits. On the agent's thread. */
    @Override
    public void run() {
        scheduled.set(false);
        if (heap.lacking()) {
            return;
        }
        // each in its own task: one that fails doesn't take the others with it
        for (next = waiting.poll(); next != null; next = waiting.poll()) {
            long before = taken.get();
            thread.guard(taking);
            if (taken.get() == before) {
                dropped.incrementAndGet();
            }
        }
    }

    /** All failures that came. */
    long offered() {
        return offered.get();
    }

    /** Those that the taker took. */
    long taken() {
        return taken.get();
    }

    /** Failures that came too many at a time, that there was no room for, or on which the taker failed. */
    long dropped() {
        return dropped.get();
    }
}
