// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

/** A task that comes again and again. It keeps its beat; beats that were missed don't come later. For one thread. */
final class Periodic {
    private final long periodNanos;
    private final Runnable task;
    private long next;

    /** @param now {@link System#nanoTime()}: it's due a period later */
    Periodic(long now, long periodNanos, Runnable task) {
        this.periodNanos = periodNanos;
        this.task = task;
        this.next = now + periodNanos;
    }

    Runnable task() {
        return task;
    }

    /** Whether it's to be run now; asked once for each time. */
    boolean due(long now) {
        long late = now - next;
        if (late < 0) {
            return false;
        }
        next += (late / periodNanos + 1) * periodNanos;
        return true;
    }

    /** Nanoseconds until it's due; 0 or less where it is. */
    long left(long now) {
        return next - now;
    }
}
