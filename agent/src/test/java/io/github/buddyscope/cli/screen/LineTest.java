// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineTest {
    @Property(tries = 500, seed = "20261123")
    void isNeverWiderThanItMayAndHoldsNothingThatSteers(@ForAll String text, @ForAll @IntRange(max = 40) int limit) {
        Line line = new Line(limit).add(Ink.ALARM, text).add(text).to(3).end(Line.of(Ink.PLAIN, text));

        assertThat(line.width()).isEqualTo(CellWidth.of(line.text())).isLessThanOrEqualTo(limit);
        assertThat(line.text().chars()).noneMatch(c -> c < 0x20 || c >= 0x7f && c <= 0x9f);
    }

    @Test
    void aWideCharacterTakesTwoColumnsAndIsNotCutInHalf() {
        assertThat(new Line(4).add("a\u4e2d\u6587").text()).isEqualTo("a\u4e2d");
        assertThat(new Line(9).add("\ud83d\ude00").width()).isEqualTo(2);
    }

    @Test
    void marksTakeNoColumnAndDoNotPileUp() {
        assertThat(new Line(9).add("e\u0301\u0301\u0301x").text()).isEqualTo("e\u0301x");
        assertThat(new Line(9).add("\u0301x").text()).isEqualTo("x");
    }

    @Test
    void whatWouldSteerATerminalIsShownInstead() {
        assertThat(new Line(20).add("a\u001b[2Jb\nc").text()).isEqualTo("a\u241b[2Jb c");
    }

    @Test
    void theRightEndIsLeftOutWhereItHasNoRoom() {
        assertThat(new Line(10).add("left").end(Line.of(Ink.PLAIN, "right")).text())
                .isEqualTo("left right");
        assertThat(new Line(9).add("left").end(Line.of(Ink.PLAIN, "right")).text())
                .isEqualTo("left");
    }
}
