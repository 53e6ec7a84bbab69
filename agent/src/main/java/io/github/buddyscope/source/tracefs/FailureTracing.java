// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.trace.TraceEvent;
import java.util.concurrent.TimeUnit;

/**
 * Whether failed allocations are traced: not while the host hands out so many pages that to look at each would cost more than it
 * {@linkplain AllocationBudget may}. Stalls are traced all the while. Changed by one thread.
 */
final class FailureTracing {
    private final TraceInstance instance;
    private final AllocationBudget budget;
    private final SourceState whole;
    private int rests;
    private long restedNanos;
    private long restsSince;

    /** @param whole what is to be told of the trace as long as nothing was left out */
    FailureTracing(TraceInstance instance, AllocationBudget budget, SourceState whole) {
        this.instance = instance;
        this.budget = budget;
        this.whole = whole;
    }

    /**
     * Told now and then how many pages the host has handed out.
     *
     * @return what is to be told of the trace from now on; null where nothing has changed
     */
    SourceState allocated(long nowNanos, long pages) {
        boolean allowed = budget.allows(nowNanos, pages);
        if (!allowed && instance.has(TraceEvent.PAGE_ALLOC) && instance.disable(TraceEvent.PAGE_ALLOC)) {
            rests++;
            restsSince = nowNanos;
            return resting();
        }
        if (allowed && restsSince != 0) {
            instance.enable(TraceEvent.PAGE_ALLOC); // its filter stands
            restedNanos += nowNanos - restsSince;
            restsSince = 0;
            return rested();
        }
        return null;
    }

    private SourceState resting() {
        return new SourceState(
                TracefsSource.NAME,
                Status.PARTIAL,
                "failures aren't traced now, stalls are: the host hands out " + budget.rate()
                        + " pages a second and processor, and to look at each would cost more than it may",
                "they are again after a minute of at most " + AllocationBudget.PAGES_PER_SECOND / 2);
    }

    private SourceState rested() {
        String left = "failures weren't traced for " + TimeUnit.NANOSECONDS.toSeconds(restedNanos) + " s in all ("
                + rests + (rests == 1 ? " time" : " times") + ") as the host handed out too many pages";
        return new SourceState(
                TracefsSource.NAME,
                whole.status(),
                whole.detail().isEmpty() ? left : whole.detail() + "; " + left,
                whole.remedy());
    }
}
