// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.source.kernellog.clock.ClockOffset;
import org.junit.jupiter.api.Test;

class PromptnessTest {
    private static final long MS = 1_000_000;
    private static final long OFFSET = 5000 * MS;

    private final Promptness promptness = new Promptness();

    /** @return whether the record is taken for prompt */
    private boolean prompt(long stampMillis, long delayMillis) {
        long least = promptness.least(stampMillis * MS, stampMillis * MS + OFFSET + delayMillis * MS);
        assertThat(least).as("never more than the truth").isLessThanOrEqualTo(OFFSET + delayMillis * MS);
        return least != ClockOffset.UNBOUNDED;
    }

    @Test
    void oneRecordTellsNothing() {
        assertThat(prompt(1000, 0)).isFalse();
    }

    @Test
    void twoThatWereTakenEquallyLateWereNotKeptWaiting() {
        prompt(1000, 0);

        assertThat(prompt(1100, 0)).isTrue();
        assertThat(promptness.least(1200 * MS, 1200 * MS + OFFSET)).isGreaterThan(OFFSET - 50 * MS);
    }

    @Test
    void recordsThatGatheredWhileJournaldWasHeldUpAreNotPrompt() {
        prompt(1000, 3000);

        assertThat(prompt(1100, 2900)).isFalse();
        assertThat(prompt(1200, 2800)).isFalse();
        assertThat(prompt(4000, 0)).isFalse();
        assertThat(prompt(4100, 0)).isTrue();
    }

    @Test
    void recordsInOneGoProveNothing() {
        prompt(1000, 3000);

        assertThat(prompt(1001, 3000)).isFalse();
        assertThat(prompt(1010, 3000)).isFalse();
    }

    @Test
    void norDoRecordsBetweenWhichTheClocksMayHaveDriftedFar() {
        prompt(1000, 0);

        assertThat(prompt(100_000, 0)).isFalse();
    }
}
