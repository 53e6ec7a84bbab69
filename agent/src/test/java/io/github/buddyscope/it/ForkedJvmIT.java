// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ForkedJvmIT {
    @Test
    void whoWaitsInVainIsToldWhatWasPrintedInstead() {
        try (ForkedJvm jvm = ForkedJvm.of(Jdk.own()).command("frobnicate")) {
            String complaint = "frobnicate";

            assertThatThrownBy(() -> jvm.awaitOut("all is well")).rootCause().hasMessageContaining(complaint);
            assertThatThrownBy(() -> jvm.awaitErr("all is well")).rootCause().hasMessageContaining(complaint);
            assertThatThrownBy(() -> jvm.awaitMatch(Pattern.compile("al+ is well")))
                    .rootCause()
                    .hasMessageContaining(complaint);
        }
    }
}
