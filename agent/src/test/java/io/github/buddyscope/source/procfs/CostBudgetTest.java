// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CostBudgetTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CostBudget budget = new CostBudget();

    @Test
    void whatIsCheapIsAlwaysDue() {
        for (int i = 0; i < 20; i++) {
            assertThat(budget.due(i)).isTrue();
            budget.took(i, MS);
        }
        assertThat(budget.everyNanos()).isZero();
    }

    @Test
    void whatIsDearIsDoneSoSeldomThatItStaysBelowItsShare() {
        for (int i = 0; i < CostBudget.TIMES; i++) {
            budget.took(i, 30 * MS);
        }
        assertThat(budget.everyNanos()).isEqualTo(60_000 * MS);
        assertThat(budget.due(59_000 * MS)).isFalse();
        assertThat(budget.due(60_000 * MS + CostBudget.TIMES)).isTrue();
        assertThat(budget.sentence("it takes", "it's done"))
                .isEqualTo(
                        "it takes 30.0 ms, so it's done every 60.0 s at most, to stay below 0.05 percent of a processor");
    }

    @Test
    void someThatHadToWaitForTheirProcessorChangeNothing() {
        budget.took(0, MS / 10);
        for (int i = 1; i < CostBudget.TIMES; i++) {
            budget.took(i, 80 * MS);
        }

        assertThat(budget.due(CostBudget.TIMES)).isTrue();
    }

    @Test
    void whatBecomesCheapIsDoneOftenAgain() {
        for (int i = 0; i < CostBudget.TIMES; i++) {
            budget.took(i, 30 * MS);
        }
        budget.took(60_000 * MS, MS / 2);

        assertThat(budget.due(60_001 * MS)).isTrue();
    }
}
