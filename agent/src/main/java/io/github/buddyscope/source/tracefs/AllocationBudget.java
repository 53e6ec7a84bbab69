// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.util.concurrent.TimeUnit;

/**
 * What the trace may cost those who allocate. Its filter looks at every allocation of the host, failed or not, and a look
 * takes some 32 ns (docs/tracing.md): at the rate allowed here that's a third of one percent of each processor. The host's
 * count of pages stands for the allocations, of which there are at most as many. For one thread.
 */
final class AllocationBudget {
    /** Pages a second and processor, over {@link #WINDOW_NANOS}. */
    static final long PAGES_PER_SECOND = 100_000;

    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** So many windows in a row, each with at most half of what's allowed, and it's allowed again. */
    static final int CALM_WINDOWS = 6;

    private final int processors;
    private long beginNanos;
    private long beginPages = -1;
    private long rate;
    private int calm = CALM_WINDOWS;

    /** @param processors of the host */
    AllocationBudget(int processors) {
        this.processors = processors;
    }

    /**
     * @param pages handed out since the host's boot; negative where it doesn't tell
     * @return whether the trace may look at each
     */
    boolean allows(long nowNanos, long pages) {
        if (pages < 0) {
            return allows();
        }
        if (beginPages < 0 || pages < beginPages) {
            begin(nowNanos, pages);
        }
        long passed = nowNanos - beginNanos;
        if (passed >= WINDOW_NANOS) {
            ended((long) ((pages - beginPages) * 1e9 / passed / processors));
            begin(nowNanos, pages);
        }
        return allows();
    }

    private boolean allows() {
        return calm >= CALM_WINDOWS;
    }

    private void ended(long pagesPerSecond) {
        rate = pagesPerSecond;
        if (rate > PAGES_PER_SECOND) {
            calm = 0;
        } else if (!allows()) {
            calm = rate > PAGES_PER_SECOND / 2 ? 0 : calm + 1;
        }
    }

    /** Pages a second and processor in the last whole window. */
    long rate() {
        return rate;
    }

    private void begin(long nowNanos, long pages) {
        beginNanos = nowNanos;
        beginPages = pages;
    }
}
