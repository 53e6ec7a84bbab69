// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 microseconds",
        "12345, 12 ms",
        "4000000, 4 s",
        "4290000, 4.2 s",
        "48999999, 48 s",
        "725000000, 12 min 5 s",
        "3600000000, 1 h",
        "26400000000, 7 h 20 min",
        "86400000000, 1 day",
        "529200000000, 6 days 3 h",
        "1000000000000, 11 days",
        "-48000000, 48 s"
    })
    void areAsExactAsTheyNeedBe(long micros, String words) {
        assertThat(Durations.of(micros)).isEqualTo(words);
    }
}
