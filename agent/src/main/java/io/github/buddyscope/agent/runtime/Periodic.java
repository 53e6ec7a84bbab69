// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

/** A task that comes again and again. It keeps its beat; beats that were missed don't come later. For one thread. */
final class Periodic implements Timed {
    private final long periodNanos;
    private final Runnable task;
    private long next;

    /** @param now {@link System#nanoTime()}: it's due a period later */
    Periodic(long now, long periodNanos, Runnable task) {
        this.periodNanos = periodNanos;
        this.task = task;
        this.next = now + periodNanos;
    }

    @Override
    public Runnable task() {
        return task;
    }

    @Override
    public boolean due(long now) {
        long late = now - next;
        if (late < 0) {
            return false;
        }
        next += (late / periodNanos + 1) * periodNanos;
        return true;
    }

    @Override
    public long left(long now) {
        return next - now;
    }
}
