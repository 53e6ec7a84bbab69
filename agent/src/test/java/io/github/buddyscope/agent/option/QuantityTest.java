// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "1s,PT1S", "5m,PT5M", "1h,PT1H"})
    void readsTimes(String text, Duration expected) {
        assertThat(Quantity.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "4096,4096", "64KiB,65536", "64k,65536", "1MiB,1048576", "2g,2147483648"})
    void readsSizes(String text, long expected) {
        assertThat(Quantity.bytes(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "1", "1 s", "1.5s", "-1s", "1sec", "٣s", "10000000000ms"})
    void readsNothingElseAsTime(String text) {
        assertThat(Quantity.duration(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1 MiB", "1.5MiB", "1TiB", "10000000000"})
    void readsNothingElseAsSize(String text) {
        assertThat(Quantity.bytes(text)).isEqualTo(-1);
    }
}
