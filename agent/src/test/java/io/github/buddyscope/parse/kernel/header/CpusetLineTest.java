// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpusetLineTest {
    @Test
    void readsTheCpusetsLineOfItsTaskOnly() {
        assertThat(CpusetLine.parse("java cpuset=/a b, mems_allowed=0-1", "java"))
                .isEqualTo(new CpusetLine("/a b,", "0-1"));
        assertThat(CpusetLine.parse("java cpuset=/ mems_allowed=0", "jav")).isNull();
        assertThat(CpusetLine.parse("java cpuset=/ mems_allowed=", "java")).isNull();
    }
}
