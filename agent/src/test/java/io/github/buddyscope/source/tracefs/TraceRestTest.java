// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceRestTest {
    @ParameterizedTest
    @CsvSource({
        "1024, 250, 1000", // up to 8 processors
        "128, 128, 512",
        "64, 64, 256", // 128 and more
        "10, 50, 250",
    })
    void restsAreLongWhereNobodyWaitsAndAsLongAsTheBuffersLast(long kilobytes, long hurried, long idle) {
        assertThat(TracefsSource.longestRestMillis(kilobytes, true)).isEqualTo(hurried);
        assertThat(TracefsSource.longestRestMillis(kilobytes, false)).isEqualTo(idle);
    }
}
