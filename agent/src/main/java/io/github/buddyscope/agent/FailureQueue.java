// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.model.FailureReport;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands reports from the thread that reads the log to the agent's own. It never blocks the reader: what doesn't fit is
 * dropped and counted.
 */
final class FailureQueue {
    private static final int MOST = 256;

    private final BlockingQueue<FailureReport> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final AgentThread thread;
    private final Consumer<FailureReport> taker;

    /** @param taker called on the agent's thread */
    FailureQueue(AgentThread thread, Consumer<FailureReport> taker) {
        this.thread = thread;
        this.taker = taker;
    }

    void offer(FailureReport report) {
        if (!waiting.offer(report)) {
            dropped.incrementAndGet();
        }
        if (scheduled.compareAndSet(false, true)) {
            thread.run(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        // each in its own task: one that fails doesn't take the others with it
        for (FailureReport report = waiting.poll(); report != null; report = waiting.poll()) {
            FailureReport next = report;
            thread.guarded(() -> taker.accept(next)).run();
        }
    }

    /** Reports that there was no room for. */
    long dropped() {
        return dropped.get();
    }
}
