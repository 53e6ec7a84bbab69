// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.episode;

import java.util.concurrent.TimeUnit;

/**
 * How many episodes the trace may open where the log is silent: twelve at once and one every five minutes. A host that
 * stalls all day would else bury every other verdict. Not thread-safe.
 */
public final class OpeningBudget {
    /** Episodes that may be opened at once. */
    public static final int MOST = 12;

    static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(5);

    private int left = MOST;
    private long refilledNanos;
    private long passedOver;

    /** @param startNanos of the agent, {@link System#nanoTime()} scale */
    public OpeningBudget(long startNanos) {
        refilledNanos = startNanos;
    }

    /** Whether one may be opened now; counted as passed over where not. */
    public boolean take(long now) {
        long more = Math.max(0, (now - refilledNanos) / EVERY_NANOS);
        left = (int) Math.min(MOST, left + more);
        refilledNanos += more * EVERY_NANOS;
        if (left == 0) {
            passedOver++;
            return false;
        }
        left--;
        return true;
    }

    /** How many found nothing left since this was last asked. */
    public long takePassedOver() {
        long taken = passedOver;
        passedOver = 0;
        return taken;
    }
}
