// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeriodicTest {
    private static final long START = Long.MAX_VALUE - 150; // nanoTime may wrap

    private final Periodic periodic = new Periodic(START, 100, () -> {});

    @Test
    void isDueOnceAPeriod() {
        assertThat(periodic.due(START + 99)).isFalse();
        assertThat(periodic.due(START + 100)).isTrue();
        assertThat(periodic.due(START + 101)).isFalse();
        assertThat(periodic.left(START + 101)).isEqualTo(99);
        assertThat(periodic.due(START + 200)).isTrue();
    }

    @Test
    void keepsItsBeatThoughItIsLate() {
        assertThat(periodic.due(START + 160)).isTrue();

        assertThat(periodic.left(START + 160)).isEqualTo(40);
    }

    @Test
    void whatAStoppedProcessMissedIsNotMadeUpFor() {
        assertThat(periodic.due(START + 100 * 1_000 + 30)).isTrue();

        assertThat(periodic.due(START + 100 * 1_000 + 31)).isFalse();
        assertThat(periodic.left(START + 100 * 1_000 + 31)).isEqualTo(69);
    }
}
