// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.episode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpeningBudgetTest {
    private final OpeningBudget budget = new OpeningBudget(0);

    @Test
    void givesTwelveAtOnceAndThenOneEveryFiveMinutes() {
        int given = 0;
        for (int i = 0; i < 20; i++) {
            given += budget.take(i) ? 1 : 0;
        }

        assertThat(given).isEqualTo(12);
        assertThat(budget.takePassedOver()).isEqualTo(8);
        assertThat(budget.takePassedOver()).isZero();
        assertThat(budget.take(TimeUnit.MINUTES.toNanos(5))).isTrue();
        assertThat(budget.take(TimeUnit.MINUTES.toNanos(9))).isFalse();
        assertThat(budget.take(TimeUnit.MINUTES.toNanos(10))).isTrue();
    }

    @Test
    void savesNoMoreThanTwelve() {
        int given = 0;
        for (int i = 0; i < 20; i++) {
            given += budget.take(TimeUnit.DAYS.toNanos(1)) ? 1 : 0;
        }

        assertThat(given).isEqualTo(12);
    }
}
