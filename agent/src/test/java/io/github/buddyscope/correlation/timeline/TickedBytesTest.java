// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickedBytesTest {
    private final TickedBytes totals = new TickedBytes(4);

    @Test
    void knowsNothingAtFirst() {
        assertThat(totals.between(0, 10)).isEqualTo(-1);
        assertThat(totals.usual(10, 100, 1)).isEqualTo(-1);
    }

    @Test
    void countsFromTheTickBeforeTheWindowToTheTickAfterIt() {
        totals.add(10, 100);
        totals.add(20, 130);
        totals.add(30, 170);

        assertThat(totals.between(12, 28)).isEqualTo(70);
        assertThat(totals.between(20, 30)).isEqualTo(40);
    }

    @Test
    void saysUnknownForAWindowThatReachesOutOfWhatIsKept() {
        totals.add(10, 100);
        totals.add(20, 130);

        assertThat(totals.between(5, 20)).isEqualTo(-1);
        assertThat(totals.between(10, 21)).isEqualTo(-1);
    }

    @Test
    void forgetsTheOldestWhenFull() {
        for (int i = 1; i <= 6; i++) {
            totals.add(i * 10, i * 100);
        }

        assertThat(totals.between(20, 60)).isEqualTo(-1);
        assertThat(totals.between(30, 60)).isEqualTo(300);
    }

    @Test
    void scalesTheTrailingRateToTheWindow() {
        totals.add(0, 0);
        totals.add(100, 1_000);

        assertThat(totals.usual(100, 1_000, 20)).isEqualTo(200);
        assertThat(totals.usual(100, 1_000, 101)).isEqualTo(-1);
    }

    @Test
    void worksAcrossTheWrapOfNanoTime() {
        totals.add(Long.MAX_VALUE - 5, 10);
        totals.add(Long.MIN_VALUE + 5, 30);

        assertThat(totals.between(Long.MAX_VALUE, Long.MIN_VALUE)).isEqualTo(20);
    }

    @Test
    void knowsTheGrowthOfEarlierWindowsTheLatestFirst() {
        TickedBytes totals = new TickedBytes(100);
        for (int i = 0; i <= 10; i++) {
            totals.add(i * 10, i * i);
        }

        assertThat(totals.earlier(100, 20, 60)).containsExactly(36, 28, 20, 12, 4);
        assertThat(totals.earlier(100, 20, 2)).containsExactly(36, 28);
        assertThat(totals.earlier(100, 70, 60)).containsExactly(91);
        assertThat(totals.earlier(200, 20, 60)).isEmpty();
    }
}
