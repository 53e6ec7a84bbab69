// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldsTest {
    @Test
    void aVerdictIsGivenWhole() {
        String verdict = "a request failed ".repeat(100);

        assertThat(new Fields().add("text", verdict).text()).isEqualTo("text=\"" + verdict + "\"");
    }

    @Test
    void whatIsCutSaysSo() {
        assertThat(new Fields().add("text", "x".repeat(100_000)).text())
                .hasSizeLessThan(10_000)
                .endsWith("x\u2026\"");
    }

    @Test
    void aValueCannotEndItsQuotesNorItsLine() {
        assertThat(new Fields()
                        .add("text", "a\" b=\\\n\u001b[0m")
                        .add("next", 1)
                        .text())
                .isEqualTo("text=\"a\\\" b=\\\\ \u241b[0m\" next=1");
    }
}
