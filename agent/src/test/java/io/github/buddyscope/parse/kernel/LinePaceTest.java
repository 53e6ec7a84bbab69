// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinePaceTest {
    private final LinePace pace = new LinePace();

    @Test
    void isThatOfAConsoleWhichEveryLineWaitsFor() {
        for (int i = 0; i < 60; i++) {
            pace.line(7_000 + 10 * (i % 7));
        }
        assertThat(pace.micros()).isBetween(7_000L, 7_060L);
    }

    @Test
    void aPrinterThatLosesItsProcessorSometimesIsNoConsole() {
        for (int i = 0; i < 60; i++) {
            pace.line(i % 9 == 3 ? 4_000 : 5);
        }
        assertThat(pace.micros()).isEqualTo(5);
    }

    @Test
    void ofAFewLinesTwoMayBeLate() {
        pace.line(4_000);
        pace.line(3_000);
        assertThat(pace.micros()).isZero();

        pace.line(20);
        pace.line(30);
        assertThat(pace.micros()).isEqualTo(30);
    }

    @Test
    void aClockThatGoesBackTellsNothing() {
        for (int i = 0; i < 20; i++) {
            pace.line(-5);
        }
        assertThat(pace.micros()).isZero();
    }
}
