// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SttyTest {
    @Test
    void readsRowsAndColumns() {
        assertThat(Stty.size("24 80\n")).isEqualTo(new Stty.Size(24, 80));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24", "24 80 1", "24 99999", "a b"})
    void whatIsNoSizeIsNone(String answer) {
        assertThat(Stty.size(answer)).isNull();
    }
}
