// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeHistogramTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 0",
        "2, 1",
        "3, 2",
        "4, 2",
        "4095, 12",
        "4096, 12",
        "4097, 13",
        "1048576, 20",
        "2147483647, 31",
        "9223372036854775807, 63"
    })
    void aSizeBelongsToTheLeastPowerOfTwoThatHoldsIt(long size, int slot) {
        assertThat(SizeHistogram.slot(size)).isEqualTo(slot);
    }

    @Test
    void countsEach() {
        SizeHistogram histogram = new SizeHistogram();
        histogram.add(4096);
        histogram.add(4000);
        histogram.add(16);

        assertThat(histogram.counts()[12]).isEqualTo(2);
        assertThat(histogram.counts()[4]).isEqualTo(1);
        assertThat(histogram.total()).isEqualTo(3);
    }
}
