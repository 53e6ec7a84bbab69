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

    @Test
    void tabMovesTheOtherPaneAndLeavesThisOneWhereItIs() {
        Ui back = ui.press(Key.UP, 9, 5);
        Ui zones = back.press(Key.TAB, 9, 5).press(Key.DOWN, 9, 5);

        assertThat(zones.focus()).isEqualTo(Ui.Focus.ZONES);
        assertThat(zones.zonesDown()).isEqualTo(1);
        assertThat(zones.eventsBack()).isEqualTo(1);
        assertThat(zones.press(Key.TAB, 9, 5).press(Key.UP, 9, 5).eventsBack()).isEqualTo(2);
        assertThat(zones.press(Key.END, 9, 5).zonesDown()).isEqualTo(8);
        assertThat(zones.press(Key.END, 0, 0).zonesDown()).isZero();
    }

    @Test
    void inTheHelpTheArrowsMoveTheHelpAlone() {
        Ui help = ui.press(Key.HELP, 9, 5).press(Key.PAGE_DOWN, 9, 5);

        assertThat(help.help()).isTrue();
        assertThat(help.helpDown()).isEqualTo(8);
        assertThat(help.eventsBack()).isZero();
        assertThat(help.press(Key.UP, 9, 5).helpDown()).isEqualTo(7);
        assertThat(help.press(Key.HELP, 9, 5).helpDown()).isZero();
        assertThat(help.press(Key.HELP, 9, 5).help()).isFalse();
    }

    @Test
    void escapeClosesTheHelpAndGoesBackToTheNewest() {
        Ui deep = ui.press(Key.UP, 9, 5).press(Key.PAUSE, 9, 5).press(Key.HELP, 9, 5);

        Ui out = deep.press(Key.ESCAPE, 9, 5);

        assertThat(out.help()).isFalse();
        assertThat(out.eventsBack()).isZero();
        assertThat(out.paused()).isTrue();
        assertThat(out.press(Key.PAUSE, 9, 5).paused()).isFalse();
    }

    @Test
    void curvesGoRoundAndKeysOfOthersChangeNothing() {
        Ui turned = ui;
        for (int i = 0; i < Curve.values().length; i++) {
            Ui next = turned.press(Key.NEXT_CURVE, 0, 0);
            assertThat(next.curve()).isNotEqualTo(turned.curve());
            turned = next;
        }

        assertThat(turned).isEqualTo(ui);
        assertThat(ui.press(Key.QUIT, 9, 5)).isEqualTo(ui);
        assertThat(ui.press(Key.REDRAW, 9, 5)).isEqualTo(ui);
    }

    @Test
    void whoHasScrolledBackIsNeverCarriedBeyondWhatIsKept() {
        Ui back = ui.press(Key.HOME, 0, 5_000).came(900);

        assertThat(back.eventsBack()).isEqualTo(Happenings.MOST);
    }
}
