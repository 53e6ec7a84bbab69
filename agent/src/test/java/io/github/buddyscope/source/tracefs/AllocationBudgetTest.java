// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationBudgetTest {
    private static final long MINUTE = AllocationBudget.WINDOW_NANOS;
    private static final long MOST = AllocationBudget.PAGES_PER_SECOND * 60 * 4;

    private final AllocationBudget budget = new AllocationBudget(4);

    @Test
    void whatIsAllowedGoesOnForEver() {
        for (int minute = 0; minute < 1_000; minute++) {
            assertThat(budget.overspent(minute * MINUTE, minute * MOST)).isEqualTo(-1);
        }
    }

    @Test
    void moreThanThatForAMinuteIsTooMuch() {
        assertThat(budget.overspent(0, 1_000)).isEqualTo(-1);
        assertThat(budget.overspent(MINUTE / 2, 1_000 + MOST)).isEqualTo(-1);
        assertThat(budget.overspent(MINUTE, 1_000 + 2 * MOST)).isEqualTo(2 * AllocationBudget.PAGES_PER_SECOND);
    }

    @Test
    void aCounterThatIsMissingOrGoesBackEndsNothing() {
        assertThat(budget.overspent(0, -1)).isEqualTo(-1);
        assertThat(budget.overspent(1, 5 * MOST)).isEqualTo(-1);
        assertThat(budget.overspent(2, 0)).isEqualTo(-1);
        assertThat(budget.overspent(MINUTE + 1, 2 * MOST)).isEqualTo(-1);
    }
}
