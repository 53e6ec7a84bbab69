// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @ParameterizedTest
    @CsvSource({
        "a\u001b[2J, a\u241b[2J",
        "a\u0000b, a\u2400b",
        "a\u007fb, a\u2421b",
        "a\u009b31m, a\uFFFD31m",
        "a\u202eb, a\uFFFDb",
        "a\u2066b, a\uFFFDb",
        "a\u200bb, a\uFFFDb",
        "a\u2028b, a\uFFFDb",
        "a\ud800b, a\uFFFDb",
        "a\udc00b, a\uFFFDb",
        "\udb40\udc41, \uFFFD\uFFFD",
    })
    void showsWhatCouldSteerATerminal(String hostile, String shown) {
        assertThat(SafeText.of(hostile)).isEqualTo(shown);
    }

    @Test
    void leavesACleanTextAsItIs() {
        String clean = "Node 0 \u00e4\u4e2d\ud83d\ude00\n\tNormal";
        assertThat(SafeText.of(clean)).isSameAs(clean);
    }

    @Test
    void putsALineOnOneLine() {
        assertThat(SafeText.line("a\nb\tc\rd")).isEqualTo("a b c\u240dd");
        assertThat(SafeText.line("abc", 2)).isEqualTo("ab");
    }
}
