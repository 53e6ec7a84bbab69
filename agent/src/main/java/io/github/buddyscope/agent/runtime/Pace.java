// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import java.util.concurrent.TimeUnit;

/**
 * When the agent does what it does now and then: once a second while nothing happens, four times a second while somebody has
 * asked for it since the last time, and at any moment that is known beforehand.
 *
 * <p>To wake a thread costs more than what it then does. So the host's thread, which wakes once a second anyway, does it, and
 * the agent's own only looks now and then whether that still does: a host whose files keep it waiting delays what nobody waits
 * for by up to {@value #TRUST_SECONDS} seconds at a time.
 *
 * <p>Changed in turn with the agent's tasks, but for {@link #hurry}.
 */
public final class Pace implements Timed {
    public static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);
    public static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    static final int TRUST_SECONDS = 4;
    private static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(TRUST_SECONDS);

    private final Runnable task;
    private volatile long last;
    private volatile long next;
    private volatile long byHost; // when it last was
    private volatile boolean awaited; // by somebody who knows when
    private volatile boolean hurried;

    /**
     * @param now {@link System#nanoTime()}: it's due at once
     * @param task begins with {@link #begin}
     */
    public Pace(long now, Runnable task) {
        this.task = task;
        this.last = now;
        this.next = now;
        this.byHost = now - TRUST_NANOS;
    }

    @Override
    public Runnable task() {
        return task;
    }

    /** For the agent's own thread. */
    @Override
    public boolean due(long now) {
        return left(now) <= 0;
    }

    /** The host's thread does it now, and will again in a second unless its files keep it waiting. */
    public void byHost(long now) {
        byHost = now;
    }

    @Override
    public long left(long now) {
        long left = next() - now;
        return rests() && now - byHost < TRUST_NANOS ? left + TRUST_NANOS : left;
    }

    private long next() {
        long quick = last + QUICK_NANOS;
        return hurried && quick - next < 0 ? quick : next;
    }

    /** Nobody waits for the next time. */
    public boolean rests() {
        return !awaited && !hurried;
    }

    /** When it was last done. */
    public long last() {
        return last;
    }

    /** It's done now, and again after a second. */
    public void begin(long now) {
        hurried = false;
        awaited = false;
        last = now;
        next = now + REST_NANOS;
    }

    /** It's to be done by then. */
    public void by(long then) {
        if (then - next < 0) {
            next = then;
            awaited = true;
        }
    }

    /**
     * Somebody waits for it: it's to be done now, but no sooner than a quarter of a second after the last time. By any thread.
     *
     * @return whether nobody else has asked since the last time: then the agent's thread, if it sleeps, doesn't know yet
     */
    public boolean hurry() {
        if (hurried) {
            return false; // what the caller has to tell was there before: the tick that ends this sees it
        }
        hurried = true;
        return true;
    }
}
