// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.agent.runtime.Pace;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final long SECOND = 1_000_000_000;
    private static final long HALF = SECOND / 2;
    private static final long QUARTER = SECOND / 4;

    private final Pace pace = new Pace(0, () -> {});
    private boolean wanted = true;
    private boolean compared;
    private final Looks looks = new Looks(pace, () -> wanted, () -> compared, () -> {});

    @Test
    void comeOnceBetweenTwoTicks() {
        assertThat(looks.due(0)).isTrue();
        assertThat(looks.left(0)).isEqualTo(HALF);
        assertThat(looks.due(HALF - 1)).isFalse();
        assertThat(looks.due(HALF)).isTrue();
        assertThat(looks.left(HALF)).as("the tick looks, too").isEqualTo(SECOND);
    }

    @Test
    void comeThreeTimesWhereAFailureIsComparedWithSomething() {
        compared = true;

        assertThat(looks.due(0)).isTrue();
        assertThat(looks.left(0)).isEqualTo(QUARTER);
        assertThat(looks.due(QUARTER)).isTrue();
        assertThat(looks.left(QUARTER)).isEqualTo(QUARTER);
        assertThat(looks.due(2 * QUARTER)).isTrue();
        assertThat(looks.due(3 * QUARTER)).isTrue();
        assertThat(looks.left(3 * QUARTER)).as("the tick looks, too").isEqualTo(2 * QUARTER);
    }

    @Test
    void goOnWithTheNextTick() {
        pace.begin(SECOND + 7);

        assertThat(looks.due(SECOND + 8)).isTrue();

        assertThat(looks.left(SECOND + 8)).isEqualTo(HALF - 1);
    }

    @Test
    void whereNobodyWantsThemTheyDoNotCome() {
        wanted = false;

        assertThat(looks.due(10 * SECOND)).isFalse();
        assertThat(looks.left(10 * SECOND)).isEqualTo(Long.MAX_VALUE);
    }
}
