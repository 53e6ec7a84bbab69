// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.Pace;
import io.github.buddyscope.agent.runtime.Timed;
import java.util.function.BooleanSupplier;

/**
 * Has the kernel's log looked at between two ticks, where it wants that: with the tick itself twice a second, and four times
 * while there's something in this JVM that a failure's time is compared with. For the agent's own thread.
 */
final class Looks implements Timed {
    private static final int TIMES_AT_REST = 2;
    private static final int TIMES = 4;

    private final Pace pace;
    private final BooleanSupplier wanted;
    private final BooleanSupplier compared;
    private final Runnable task;
    private long next;

    /**
     * @param pace of the ticks
     * @param compared whether anything has happened of late that is compared with failures
     */
    Looks(Pace pace, BooleanSupplier wanted, BooleanSupplier compared, Runnable task) {
        this.pace = pace;
        this.wanted = wanted;
        this.compared = compared;
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
        int times = compared.getAsBoolean() ? TIMES : TIMES_AT_REST;
        long apart = Pace.REST_NANOS / times;
        long beats = (now - last) / apart + 1;
        next = last + (beats % times == 0 ? beats + 1 : beats) * apart; // the last comes with the tick
        return true;
    }

    @Override
    public long left(long now) {
        return wanted.getAsBoolean() ? next - now : Long.MAX_VALUE;
    }
}
