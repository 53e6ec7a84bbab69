// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelVersionTest {
    @ParameterizedTest
    @CsvSource({
        "3.10.0-514.el7.x86_64, 3, 10, 0, 7",
        "2.6.32-431.el6.x86_64, 2, 6, 32, 6",
        "4.18.0-240.10.1.el8_3.x86_64, 4, 18, 0, 8",
        "6.18.44-fc-v669, 6, 18, 44, 0",
        "5.13.x, 5, 13, 0, 0",
        "5.13.0-rc1-custom, 5, 13, 0, 0",
        "6.8.0-rc3-1.gae4495f-default, 6, 8, 0, 0",
        "5.2+, 5, 2, 0, 0",
        "6.1.0-060100rc1-generic, 6, 1, 0, 0"
    })
    void readsReleasesAsKernelsPrintThem(String release, int major, int minor, int patch, int el) {
        assertThat(KernelVersion.parse(release)).isEqualTo(new KernelVersion(major, minor, patch, el));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "x.y", "5", "5.", ".5", "#80", "99999999999.1", "5.99999999999"})
    void takesNothingElseForARelease(String release) {
        assertThat(KernelVersion.parse(release)).isNull();
    }

    @Test
    void comparesByNumbersNotByText() {
        assertThat(KernelVersion.parse("4.10.0").atLeast(4, 9)).isTrue();
        assertThat(KernelVersion.parse("4.9.3").atLeast(4, 10)).isFalse();
        assertThat(KernelVersion.parse("2.6.32").atLeast(2, 6, 35)).isFalse();
    }

    @Test
    void tellsAnEl7KernelFromANewerOneBuiltForEl7() {
        assertThat(KernelVersion.parse("3.10.0-1160.el7.x86_64").isEl7()).isTrue();
        assertThat(KernelVersion.parse("5.4.17-2136.el7uek.x86_64").isEl7()).isFalse();
    }
}
