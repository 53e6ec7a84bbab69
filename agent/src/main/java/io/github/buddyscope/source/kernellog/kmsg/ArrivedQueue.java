// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * From the thread that reads records to the one that hands them on, {@value #MOST} at most and as many that are taken out already. As
 * many are taken at once as there are, so that a reader who waits for room is woken once for all.
 */
final class ArrivedQueue {
    static final int MOST = 256;

    private final BlockingQueue<Arrived> queue = new ArrayBlockingQueue<>(MOST);
    private final Queue<Arrived> taken = new ArrayDeque<>(MOST); // the taker's
    private volatile long gaps;
    private long gapsTold; // the taker's

    /** Adds what was read, as soon as there is room. By the reader alone. */
    void put(Arrived arrived) throws InterruptedException {
        if (arrived.lostBefore() > 0) {
            gaps = gaps + 1;
        }
        queue.put(arrived);
    }

    /** Wakes the taker. By any thread. */
    void wake() {
        queue.offer(Arrived.WAKE); // a full queue keeps the taker awake by itself
    }

    /** The next, waited for so long at most; null where none came. */
    Arrived poll(long nanos) throws InterruptedException {
        if (!taken.isEmpty()) {
            return taken.poll();
        }
        Arrived first = queue.poll(nanos, TimeUnit.NANOSECONDS);
        if (first != null) {
            queue.drainTo(taken);
        }
        return first;
    }

    /** Nothing waits. For the taker, as all that follows. */
    boolean isEmpty() {
        return taken.isEmpty() && queue.isEmpty();
    }

    /** Whether something was lost before one of those that were put since this was last asked: those may all wait behind others. */
    boolean overtaken() {
        long now = gaps;
        boolean news = now != gapsTold;
        gapsTold = now;
        return news;
    }
}
