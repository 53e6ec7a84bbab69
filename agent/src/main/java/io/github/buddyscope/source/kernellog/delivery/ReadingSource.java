// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.thread.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A source that reads on daemon threads of its own: it starts once, counts what it hands on, and ends within a bounded time. */
public abstract class ReadingSource implements KernelLogSource, BooleanSupplier {
    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long BREATH_MILLIS = 50; // while there's no memory left

    private final HeapRoom heap = new HeapRoom();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;
    private volatile Delivery delivery;

    /** A thread that {@link #start} starts; for constructors. */
    protected final Thread thread(Runnable body, String name) {
        Thread thread = Threads.daemon(new Body(body), name);
        threads.add(thread);
        return thread;
    }

    /** A service that runs out of memory takes it from whoever wants some: that ends no source. */
    private void untilItReturns(Runnable body) {
        boolean returned = false;
        do {
            try {
                body.run();
                returned = true;
            } catch (RuntimeException | Error e) {
                delivery.failed(e);
                awaitClosing(BREATH_MILLIS);
            }
        } while (!returned && !closing());
    }

    @Override
    public final synchronized void start(KernelLogSink sink) {
        if (delivery != null) {
            throw new IllegalStateException("started before");
        }
        delivery = new Delivery(sink);
        if (!closing()) {
            for (Thread thread : threads) {
                thread.start();
            }
        }
    }

    /** Where to hand lines; for the threads, which {@link #start} starts. */
    protected final Delivery delivery() {
        return delivery;
    }

    /** Whether somebody closed the source. */
    protected final boolean closing() {
        return closing;
    }

    /** The same, for those who wait. */
    @Override
    public final boolean getAsBoolean() {
        return closing;
    }

    private final class Body implements Runnable {
        private final Runnable body;

        Body(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            untilItReturns(body);
        }
    }

    /**
     * Waits that long, or until the source is closed, and returns whether it is. On one of its threads only. An interrupt by
     * somebody else ends the wait. Takes no memory: where that is lacking, JDK 25's locks wait for ever instead (the
     * timeout is lost in AbstractQueuedSynchronizer.acquireOnOOME).
     */
    protected final boolean awaitClosing(long millis) {
        long begin = System.nanoTime();
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        long left = nanos;
        while (left > 0 && !closing && !Thread.interrupted()) {
            LockSupport.parkNanos(this, left);
            left = nanos - (System.nanoTime() - begin);
        }
        return closing;
    }

    /** While the service's heap is full what was read waits: the log keeps it. On the thread that hands lines on. */
    protected final void awaitHeap() {
        heap.await(this);
    }

    /** What is known of the log itself. */
    protected abstract SourceState logState();

    @Override
    public final SourceState state() {
        SourceState state = logState();
        Delivery handing = delivery;
        String detail = Text.joined(state.detail(), handing == null ? "" : handing.thrown());
        return new SourceState(state.source(), state.status(), detail, state.remedy());
    }

    @Override
    public final long linesRead() {
        Delivery handing = delivery;
        return handing == null ? 0 : Math.max(handing.read(), linesHeld());
    }

    /** The first lines of the log that were held for the sink, whether or not it has them by now. */
    protected long linesHeld() {
        return 0;
    }

    @Override
    public final long linesLost() {
        Delivery handing = delivery;
        return handing == null ? 0 : handing.lost();
    }

    /** Ends a read that waits. The source is {@link #closing()} already. */
    protected void endWaiting() {}

    @Override
    public final void close() {
        synchronized (this) {
            closing = true;
        }
        threads.forEach(LockSupport::unpark);
        endWaiting();
        Threads.join(JOIN_NANOS, threads.toArray(new Thread[0]));
    }
}
