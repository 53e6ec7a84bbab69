// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeNamespaceTest {
    @Test
    void readsTheOffsetOfTheMonotonicClock() {
        String text = """
                monotonic      172800         5
                boottime       604800         0
                """;
        assertThat(TimeNamespace.parse(text)).isEqualTo(172_800_000_000_005L);
        assertThat(TimeNamespace.parse("monotonic  -3 0\n")).isEqualTo(-3_000_000_000L);
        assertThat(TimeNamespace.parse("1 7 0\n")).isEqualTo(7_000_000_000L);
        assertThat(TimeNamespace.parse("boottime 1 0\n")).isZero();
    }
}
