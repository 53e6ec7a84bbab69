// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.agent.runtime.Pace;
import org.junit.jupiter.api.Test;

class LooksTest {
    private static final long SECOND = 999_999_999; // in three
    private static final long THIRD = SECOND / 3;

    private final Pace pace = new Pace(0, SECOND, () -> {});
    private boolean wanted = true;
    private final Looks looks = new Looks(pace, () -> wanted, () -> {});

    @Test
    void comeTwiceBetweenTwoTicks() {
        assertThat(looks.due(0)).isTrue();
        assertThat(looks.left(0)).isEqualTo(THIRD);
        assertThat(looks.due(THIRD)).isTrue();
        assertThat(looks.left(THIRD)).isEqualTo(THIRD);
        assertThat(looks.due(2 * THIRD)).isTrue();
        assertThat(looks.left(2 * THIRD)).as("the tick looks, too").isEqualTo(2 * THIRD);
    }

    @Test
    void goOnWithTheNextTick() {
        pace.begin(SECOND + 7);

        assertThat(looks.due(4 * THIRD + 8)).isTrue();

        assertThat(looks.left(4 * THIRD + 8)).isEqualTo(THIRD - 1);
    }

    @Test
    void whereNobodyWantsThemTheyDoNotCome() {
        wanted = false;

        assertThat(looks.due(10 * SECOND)).isFalse();
        assertThat(looks.left(10 * SECOND)).isEqualTo(Long.MAX_VALUE);
    }
}
