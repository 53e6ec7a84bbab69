// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortSizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1023, 1023B",
        "40960, 40K",
        "1048575, 1023K",
        "1048576, 1.0M",
        "66768076, 63.6M",
        "104857600, 100M",
        "1073741823, 1023M",
        "21260000000, 19.7G",
        "9223372036854775806, 7.9E",
        "9223372036854775807, >7.9E",
        "-1, ?",
    })
    void amountsAreShortAndNeverRoundedUp(long bytes, String text) {
        assertThat(ShortSizes.amount(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"4096, 0, 4K", "4096, 5, 128K", "4096, 10, 4M", "65536, 0, 64K", "65536, 13, 512M", "16384, 16, 1G"})
    void blocksArePowersOfTwo(long pageSize, int order, String text) {
        assertThat(ShortSizes.block(pageSize, order)).isEqualTo(text);
    }
}
