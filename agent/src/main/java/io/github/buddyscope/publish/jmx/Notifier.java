// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.thread.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One daemon thread for listeners, which are the service's or a client's and may hang: then notifications wait, up to a
 * limit, and sampling doesn't. The thread is there only while there's something to tell.
 */
final class Notifier implements ThreadFactory, RejectedExecutionHandler, AutoCloseable {
    static final int WAITING = 256;
    static final String THREAD = "buddyscope-notify";
    private static final long IDLE_SECONDS = 10;

    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor executor;

    Notifier() {
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), this, this);
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public Thread newThread(Runnable work) {
        return Threads.daemon(work, THREAD);
    }

    @Override
    public void rejectedExecution(Runnable work, ThreadPoolExecutor from) {
        dropped.incrementAndGet();
    }

    /** Does it later, or counts it as dropped. What it throws stays here. */
    void later(Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                dropped.incrementAndGet();
            }
        });
    }

    /** Notifications that found the queue full or couldn't be sent. */
    long dropped() {
        return dropped.get();
    }

    /** Ends the thread, interrupting a listener that hangs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
