// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LargeBudgetTest {
    private static final long MIB = 1 << 20;

    /** As nanoTime may be. */
    private long now = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3);

    private final LargeBudget budget = new LargeBudget(now);

    @Test
    void permitsABurst() {
        assertThat(permitted(LargeBudget.AT_ONCE, 0)).isEqualTo(LargeBudget.AT_ONCE);
        assertThat(budget.takePassedOver()).isZero();
    }

    @Test
    void countsWhatIsMore() {
        assertThat(permitted(LargeBudget.AT_ONCE + 70, 0)).isEqualTo(LargeBudget.AT_ONCE);
        assertThat(budget.takePassedOver()).isEqualTo(70);
        assertThat(budget.takePassedOver()).isZero();
    }

    @Test
    void permitsSoManyASecondInTheLongRun() {
        permitted(LargeBudget.AT_ONCE, 0);

        assertThat(permitted(10_000, TimeUnit.MILLISECONDS.toNanos(1)))
                .as("with one that is the largest yet in each second")
                .isBetween(10 * LargeBudget.A_SECOND - 1, 10 * (LargeBudget.A_SECOND + 1) + 1);
    }

    @Test
    void isRestoredInTime() {
        permitted(LargeBudget.AT_ONCE, 0);
        now += TimeUnit.SECONDS.toNanos(LargeBudget.AT_ONCE / LargeBudget.A_SECOND);

        assertThat(permitted(LargeBudget.AT_ONCE + 1, 0)).isEqualTo(LargeBudget.AT_ONCE);
    }

    @Test
    void permitsTheLargestOfASecondWhateverTheRate() {
        permitted(LargeBudget.AT_ONCE, 0);

        assertThat(budget.permits(MIB, now)).isFalse();
        assertThat(budget.permits(8 * MIB, now)).isTrue();
        assertThat(budget.permits(8 * MIB, now)).isFalse();
        now += TimeUnit.SECONDS.toNanos(1) + 1;
        permitted(LargeBudget.A_SECOND, 0);
        assertThat(budget.permits(MIB, now)).isFalse();
        assertThat(budget.permits(2 * MIB, now)).isTrue();
    }

    private int permitted(int asked, long apart) {
        int permitted = 0;
        for (int i = 0; i < asked; i++) {
            now += apart;
            permitted += budget.permits(MIB, now) ? 1 : 0;
        }
        return permitted;
    }
}
