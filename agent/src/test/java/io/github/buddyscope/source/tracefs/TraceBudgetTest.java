// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TraceBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TraceBudget budget = new TraceBudget(0, 0);

    @Test
    void aBurstIsReadAtOnce() {
        assertThat(budget.waitAfter(TraceBudget.BURST, 1)).isZero();
    }

    @Test
    void whatGoesOnAtTheAllowedRateIsNeverHeldUp() {
        budget.waitAfter(TraceBudget.BURST, 1);
        for (int second = 1; second < 1_000; second++) {
            assertThat(budget.waitAfter(TraceBudget.EVENTS_PER_SECOND, second * SECOND + 1))
                    .isZero();
        }
    }

    @Test
    void aFloodWaitsUntilItsEventsArePaidFor() {
        budget.waitAfter(TraceBudget.BURST, 1);
        assertThat(budget.waitAfter(2L * TraceBudget.EVENTS_PER_SECOND, 1)).isEqualTo(2 * SECOND);
    }

    @Test
    void quietTimeIsNotSavedUpWithoutBound() {
        long hour = TimeUnit.HOURS.toNanos(1);
        assertThat(budget.waitAfter(TraceBudget.BURST, hour)).isZero();
        assertThat(budget.waitAfter(TraceBudget.EVENTS_PER_SECOND, hour)).isEqualTo(SECOND);
    }

    @Test
    void aReaderThatNeedsMoreThanItsShareForAMinuteEnds() {
        long minute = TraceBudget.CPU_WINDOW_NANOS;
        assertThat(budget.overspent(minute - 1, minute)).isEqualTo(-1);
        assertThat(budget.overspent(minute, minute / 10)).isEqualTo(10);
    }

    @Test
    void eachMinuteIsLookedAtOnItsOwn() {
        long minute = TraceBudget.CPU_WINDOW_NANOS;
        assertThat(budget.overspent(minute, minute / 100)).isEqualTo(-1);
        assertThat(budget.overspent(2 * minute, minute / 100 + minute / 10)).isEqualTo(10);
    }

    @Test
    void aHostThatDoesNotTellItsTimesEndsNobody() {
        assertThat(budget.overspent(TraceBudget.CPU_WINDOW_NANOS, -1)).isEqualTo(-1);
    }
}
