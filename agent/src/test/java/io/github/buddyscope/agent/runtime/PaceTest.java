// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = Long.MAX_VALUE - 3 * SECOND; // nanoTime may wrap

    private final Pace pace = new Pace(START, () -> {});

    @Test
    void comesOnceASecondWhileNothingHappens() {
        assertThat(pace.due(START)).isTrue();
        pace.begin(START);

        assertThat(pace.due(START + SECOND - 1)).isFalse();
        assertThat(pace.left(START + SECOND / 4)).isEqualTo(3 * SECOND / 4);
        assertThat(pace.due(START + SECOND)).isTrue();
    }

    @Test
    void comesFourTimesASecondWhileSomebodyWaits() {
        pace.begin(START);

        assertThat(pace.hurry()).isTrue();
        assertThat(pace.hurry()).as("the thread knows already").isFalse();
        assertThat(pace.left(START + SECOND / 8)).isEqualTo(SECOND / 8);

        pace.begin(START + SECOND / 4);
        assertThat(pace.left(START + SECOND / 4)).isEqualTo(SECOND);
    }

    @Test
    void comesExactlyWhereTheMomentIsKnown() {
        pace.begin(START);

        pace.by(START + 7);
        pace.by(START + 9);
        pace.by(START + 2 * SECOND);

        assertThat(pace.left(START)).isEqualTo(7);
    }

    @Test
    void leavesItToTheHostsThreadWhichIsAwake() {
        pace.byHost(START);
        pace.begin(START);

        assertThat(pace.due(START + SECOND)).isFalse();
        assertThat(pace.left(START + SECOND)).isEqualTo(4 * SECOND);
    }

    @Test
    void doesItselfWhatAHostThatKeepsItWaitingDoesNot() {
        pace.byHost(START);
        pace.begin(START);

        assertThat(pace.due(START + 5 * SECOND)).isTrue();
        pace.begin(START + 5 * SECOND);
        assertThat(pace.left(START + 5 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void leavesNothingToItForWhichSomebodyWaits() {
        pace.byHost(START);
        pace.begin(START);

        pace.hurry();
        assertThat(pace.left(START)).isEqualTo(SECOND / 4);
        pace.begin(START + SECOND / 4);
        pace.by(START + SECOND / 2);
        assertThat(pace.left(START + SECOND / 4)).isEqualTo(SECOND / 4);
    }
}
