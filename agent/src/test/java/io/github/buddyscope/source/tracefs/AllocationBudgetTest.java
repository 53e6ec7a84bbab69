// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationBudgetTest {
    private static final long WINDOW = AllocationBudget.WINDOW_NANOS;
    private static final long MOST = AllocationBudget.PAGES_PER_SECOND * 10 * 4;

    private final AllocationBudget budget = new AllocationBudget(4);
    private long now;
    private long pages;

    @Test
    void whatIsAllowedGoesOnForEver() {
        for (int window = 0; window < 1_000; window++) {
            assertThat(after(WINDOW, MOST)).isTrue();
        }
    }

    @Test
    void moreThanThatForAWindowIsTooMuch() {
        assertThat(after(0, 1_000)).isTrue();
        assertThat(after(WINDOW / 2, MOST)).isTrue();
        assertThat(after(WINDOW / 2, MOST)).isFalse();
        assertThat(budget.rate()).isEqualTo(2 * AllocationBudget.PAGES_PER_SECOND);
    }

    @Test
    void aMinuteOfHalfOfItEndsThat() {
        after(0, 0);
        assertThat(after(WINDOW, 2 * MOST)).isFalse();
        for (int window = 1; window < AllocationBudget.CALM_WINDOWS; window++) {
            assertThat(after(WINDOW, MOST / 2)).isFalse();
        }
        assertThat(after(WINDOW, MOST / 2)).isTrue();
    }

    @Test
    void anInterruptedMinuteDoesnt() {
        after(0, 0);
        after(WINDOW, 2 * MOST);
        for (int window = 0; window < 20; window++) {
            assertThat(after(WINDOW, window % 4 == 3 ? MOST : 0)).isFalse();
        }
    }

    @Test
    void aCounterThatIsMissingOrGoesBackEndsNothing() {
        assertThat(budget.allows(0, -1)).isTrue();
        assertThat(budget.allows(1, 5 * MOST)).isTrue();
        assertThat(budget.allows(2, 0)).isTrue();
        assertThat(budget.allows(WINDOW + 1, 2 * MOST)).isTrue();
    }

    @Test
    void aCounterThatIsMissingDoesntAllowAgainEither() {
        after(0, 0);
        after(WINDOW, 2 * MOST);
        assertThat(budget.allows(now + 100 * WINDOW, -1)).isFalse();
    }

    private boolean after(long nanos, long handedOut) {
        now += nanos;
        pages += handedOut;
        return budget.allows(now, pages);
    }
}
