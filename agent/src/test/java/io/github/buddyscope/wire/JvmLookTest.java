// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmLookTest {
    private static final String STAT =
            "4711 (%s) S 1 4711 4711 0 -1 1077936384 3 0 0 0 7 1 0 0 20 0 24 0 5312345 9876543210 4321 184467";

    @ParameterizedTest
    @ValueSource(strings = {"java", "a b", ") S 1 2 3", "(", "\u0000\u00ff", ""})
    void whenAProcessStartedIsReadWhateverItsName(String name) {
        assertThat(JvmLook.startTicks(String.format(STAT, name))).isEqualTo(5_312_345);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "4711 (java", "4711 (java)", "4711 (java) S 1 2", ")"})
    void whereThatIsNotToldItIsNotKnown(String stat) {
        assertThat(JvmLook.startTicks(stat)).isEqualTo(-1);
    }

    @Test
    void oneOfAnotherStartMeetsElsewhere() {
        assertThat(JvmLook.socket(1, 5_312_345)).isEqualTo(Path.of("/tmp/.buddyscope_1_5312345"));
        assertThat(JvmLook.socket(1, 5_312_346)).isNotEqualTo(JvmLook.socket(1, 5_312_345));
    }

    @Test
    void thisProcessHasAStart() throws IOException {
        assertThat(JvmLook.startTicks(Files.readString(Path.of("/proc/self/stat"))))
                .isPositive();
    }
}
