// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.thread.Threads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One daemon thread for listeners, which are the service's or a client's and may hang: then notifications wait, up to a
 * limit, and sampling doesn't. The thread is there only while there's something to tell, and a while after.
 */
final class Notifier implements Runnable, AutoCloseable {
    static final int WAITING = 256;
    static final String THREAD = "buddyscope-notify";
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Thread thread; // null while there is none
    private long dropped;
    private boolean closed;

    /** Does it later, or counts it as dropped. What it throws stays here. */
    synchronized void later(Runnable work) {
        if (closed || waiting.size() >= WAITING) {
            dropped++;
            return;
        }
        waiting.add(work);
        if (thread == null) {
            Thread created = Threads.daemon(this, THREAD);
            created.start();
            thread = created;
        } else {
            notifyAll();
        }
    }

    /** The thread's life. */
    @Override
    public void run() {
        try {
            for (Runnable work = next(); work != null; work = next()) {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    drop();
                }
            }
        } finally {
            ended();
        }
    }

    /** Null where the thread ends. */
    private synchronized Runnable next() {
        long begin = System.nanoTime();
        long left = IDLE_NANOS;
        while (!closed && waiting.isEmpty() && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException byAListener) {
                continue;
            } finally {
                left = IDLE_NANOS - (System.nanoTime() - begin);
            }
        }
        Runnable next = closed ? null : waiting.poll();
        thread = next == null ? null : thread;
        return next;
    }

    /** Also where memory ended it: the next to be told gets another. */
    private synchronized void ended() {
        thread = thread == Thread.currentThread() ? null : thread;
    }

    private synchronized void drop() {
        dropped++;
    }

    /** Notifications that found too many waiting or couldn't be sent. */
    synchronized long dropped() {
        return dropped;
    }

    /** Ends the thread, interrupting a listener that hangs. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        if (thread != null) {
            thread.interrupt();
            notifyAll();
        }
    }
}
