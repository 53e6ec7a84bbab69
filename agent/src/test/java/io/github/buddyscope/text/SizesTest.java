// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 KiB, 0 KiB",
        "1023, 1023 KiB, 1023 KiB",
        "1024, 1 MiB, 1 MiB",
        "2100, 2 MiB, 2.1 MiB",
        "825916, 806 MiB, 807 MiB",
        "1048577, 1024 MiB, 1025 MiB",
        "10485761, 10 GiB, 10.1 GiB",
    })
    void showsNeverMoreRoomThanThereWas(long kb, String free, String mark) {
        assertThat(Sizes.free(kb)).isEqualTo(free);
        assertThat(Sizes.mark(kb)).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 KiB", "128, 128 KiB", "1025, 1025 KiB", "4096, 4 MiB", "1048576, 1 GiB"})
    void roundsNoExactSize(long kb, String text) {
        assertThat(Sizes.exact(kb)).isEqualTo(text);
    }

    @Test
    void knowsBytesBelowAKibibyte() {
        assertThat(Sizes.bytes(0)).isEqualTo("0 bytes");
        assertThat(Sizes.bytes(1023)).isEqualTo("1023 bytes");
        assertThat(Sizes.bytes(200L << 20)).isEqualTo("200 MiB");
    }
}
