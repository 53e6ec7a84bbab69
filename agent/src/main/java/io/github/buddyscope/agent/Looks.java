// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.Pace;
import io.github.buddyscope.agent.runtime.Timed;
import java.util.function.BooleanSupplier;

/**
 * Has the kernel's log looked at twice between two ticks, where it wants that: with the tick itself that's three times a
 * second. For the agent's own thread.
 */
final class Looks implements Timed {
    private static final int TIMES = 3;
    private static final long APART_NANOS = Pace.REST_NANOS / TIMES;

    private final Pace pace;
    private final BooleanSupplier wanted;
    private final Runnable task;
    private long next;

    /** @param pace of the ticks */
    Looks(Pace pace, BooleanSupplier wanted, Runnable task) {
        this.pace = pace;
        this.wanted = wanted;
        this.task = task;
        this.next = pace.last();
    }

    @Override
    public Runnable task() {
        return task;
    }

    @Override
    public boolean due(long now) {
        if (left(now) > 0) {
            return false;
        }
        long last = pace.last();
        long times = (now - last) / APART_NANOS + 1;
        next = last + (times % TIMES == 0 ? times + 1 : times) * APART_NANOS; // the third comes with the tick
        return true;
    }

    @Override
    public long left(long now) {
        return wanted.getAsBoolean() ? next - now : Long.MAX_VALUE;
    }
}
