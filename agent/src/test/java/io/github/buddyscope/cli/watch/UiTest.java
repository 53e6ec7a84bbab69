// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.screen.Key;
import org.junit.jupiter.api.Test;

class UiTest {
    private final Ui ui = Ui.of(1_000);

    @Test
    void thePeriodGoesInStepsAndStaysWithinItsLimits() {
        assertThat(ui.press(Key.SLOWER, 0, 0).periodMillis()).isEqualTo(2_000);
        assertThat(ui.press(Key.FASTER, 0, 0).periodMillis()).isEqualTo(500);
        assertThat(Ui.of(100).press(Key.FASTER, 0, 0).periodMillis()).isEqualTo(100);
        assertThat(Ui.of(3_600_000).press(Key.SLOWER, 0, 0).periodMillis()).isEqualTo(3_600_000);
        assertThat(Ui.of(1_300).press(Key.FASTER, 0, 0).periodMillis()).isEqualTo(1_000);
    }

    @Test
    void scrollingStopsAtTheEnds() {
        assertThat(ui.press(Key.DOWN, 9, 5).eventsBack()).isZero();
        assertThat(ui.press(Key.HOME, 9, 5).eventsBack()).isEqualTo(4);
        assertThat(ui.press(Key.TAB, 9, 5).press(Key.PAGE_DOWN, 9, 5).zonesDown())
                .isEqualTo(8);
    }

    @Test
    void whatIsLookedAtStaysInViewWhileMoreComes() {
        assertThat(ui.press(Key.UP, 9, 5).came(3).eventsBack()).isEqualTo(4);
        assertThat(ui.came(3).eventsBack()).isZero();
    }
}
