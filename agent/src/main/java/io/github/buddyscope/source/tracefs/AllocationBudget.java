// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.util.concurrent.TimeUnit;

/**
 * What the trace may cost those who allocate. Its filter looks at every allocation of the host, failed or not, and a look
 * takes some 35 ns (docs/tracing.md): at the rate allowed here that's not quite one percent of each processor. The host's
 * count of pages stands for the allocations, of which there are at most as many.
 */
public final class AllocationBudget {
    /** Pages a second and processor, over {@link #WINDOW_NANOS}. */
    static final long PAGES_PER_SECOND = 250_000;

    static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final int processors;
    private long beginNanos;
    private long beginPages = -1;

    /** @param processors of the host */
    public AllocationBudget(int processors) {
        this.processors = processors;
    }

    /**
     * @param pages handed out since the host's boot; negative where it doesn't tell
     * @return pages a second and processor over the last minute, where it was more than allowed; else -1
     */
    public long overspent(long nowNanos, long pages) {
        if (pages < 0) {
            return -1;
        }
        if (beginPages < 0 || pages < beginPages) {
            begin(nowNanos, pages);
            return -1;
        }
        long passed = nowNanos - beginNanos;
        if (passed < WINDOW_NANOS) {
            return -1;
        }
        long rate = (long) ((pages - beginPages) * 1e9 / passed / processors);
        begin(nowNanos, pages);
        return rate > PAGES_PER_SECOND ? rate : -1;
    }

    private void begin(long nowNanos, long pages) {
        beginNanos = nowNanos;
        beginPages = pages;
    }
}
