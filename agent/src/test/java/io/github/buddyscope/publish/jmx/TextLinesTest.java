// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextLinesTest {
    @Test
    void aShortTextIsOneLine() {
        assertThat(TextLines.wrapped("One failure.")).containsExactly("One failure.");
        assertThat(TextLines.wrapped("x".repeat(80))).hasSize(1);
    }

    @Test
    void aLongTextIsBrokenBetweenWordsAndNothingIsLost() {
        String text =
                "There was memory enough, but in pieces too small. ".repeat(20).strip();

        String[] lines = TextLines.wrapped(text);

        assertThat(lines).allMatch(line -> line.length() <= TextLines.WIDTH);
        assertThat(lines).hasSizeLessThan(15);
        assertThat(String.join(" ", lines)).isEqualTo(text);
    }

    @Test
    void aWordLongerThanALineKeepsWhole() {
        String path = "/".repeat(200);

        assertThat(TextLines.wrapped(path)).containsExactly(path);
        assertThat(TextLines.wrapped("in " + path + " of it")).containsExactly("in", path, "of it");
    }

    @Test
    void linesThatTheTextHasStay() {
        assertThat(TextLines.wrapped("one\ntwo")).containsExactly("one", "two");
        assertThat(TextLines.split("Mem-Info:\nNode 0 " + "y".repeat(100))).hasSize(2);
    }

    @Test
    void noTextIsNoLines() {
        assertThat(TextLines.wrapped(null)).isNull();
        assertThat(TextLines.split(null)).isNull();
        assertThat(TextLines.wrapped("")).containsExactly("");
    }
}
