// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.thread;

import java.util.concurrent.TimeUnit;

/** Makes threads and waits for their end. */
public final class Threads {
    private Threads() {}

    /**
     * A thread, not yet started, that keeps neither the JVM nor a class loader of the service's alive, and has none of its
     * maker's thread locals.
     */
    public static Thread daemon(Runnable body, String name) {
        boolean inheritThreadLocals = false;
        Thread thread = new Thread(null, body, name, 0, inheritThreadLocals);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /**
     * Waits until all have ended or the time is up, whichever is first; not for the calling thread itself. An interrupt
     * ends the waiting and stays set.
     */
    public static void join(long nanos, Thread... threads) {
        long deadline = System.nanoTime() + nanos;
        for (Thread thread : threads) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (thread != Thread.currentThread() && left > 0) {
                try {
                    thread.join(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
