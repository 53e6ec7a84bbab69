// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import io.github.buddyscope.agent.runtime.AgentThread;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands failures from the thread that reads the log to the agent's own. It never blocks the reader: what doesn't fit is
 * dropped and counted.
 */
final class FailureQueue<T> {
    private static final int MOST = 256;

    private final BlockingQueue<T> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final AgentThread thread;
    private final Consumer<T> taker;

    /** @param taker called on the agent's thread */
    FailureQueue(AgentThread thread, Consumer<T> taker) {
        this.thread = thread;
        this.taker = taker;
    }

    void offer(T failure) {
        if (!waiting.offer(failure)) {
            dropped.incrementAndGet();
        }
        if (scheduled.compareAndSet(false, true)) {
            thread.run(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        // each in its own task: one that fails doesn't take the others with it
        for (T failure = waiting.poll(); failure != null; failure = waiting.poll()) {
            T next = failure;
            thread.guarded(() -> taker.accept(next)).run();
        }
    }

    /** Failures that there was no room for. */
    long dropped() {
        return dropped.get();
    }
}
