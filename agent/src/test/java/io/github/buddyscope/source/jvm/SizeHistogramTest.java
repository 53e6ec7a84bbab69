// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeHistogramTest {
    private final SizeHistogram histogram = new SizeHistogram();

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
        histogram.add(4096);
        histogram.add(4000);
        histogram.add(16);

        assertThat(histogram.counts()[12]).isEqualTo(2);
        assertThat(histogram.counts()[4]).isEqualTo(1);
        assertThat(histogram.total()).isEqualTo(3);
        assertThat(histogram.bytes()).isEqualTo(4096 + 4000 + 16);
    }

    @Test
    void beginsWithNothing() {
        assertThat(histogram.total()).isZero();
        assertThat(histogram.bytes()).isZero();
        assertThat(histogram.counts()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_097, 65_536, 65_537, (1L << 20) + 1, 1L << 31, (1L << 39) + 1, 1L << 44})
    void losesNothingHoweverManyThereAreBetweenTwoLooks(long size) {
        int additions = 9_000_000;
        for (int i = 0; i < additions; i++) {
            histogram.add(size);
        }

        assertThat(histogram.counts()[SizeHistogram.slot(size)]).isEqualTo(additions);
        assertThat(histogram.total()).isEqualTo(additions);
        assertThat(histogram.bytes()).isEqualTo(additions * size);
    }

    @Test
    void losesNothingOfManyThreadsWhileItIsLookedAt() throws Exception {
        int threads = 8;
        int additions = 300_000;
        // the largest fill their word every thousand times
        long[] sizes = {16, 3_000, 65_536, (1L << 20) + 1, 1L << 42};
        List<Thread> adders = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread adder = new Thread(() -> {
                for (int n = 0; n < additions; n++) {
                    histogram.add(sizes[n % sizes.length]);
                }
            });
            adders.add(adder);
            adder.start();
        }
        long before = 0;
        while (adders.stream().anyMatch(Thread::isAlive)) {
            long now = histogram.total();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }

        long ofEach = (long) threads * additions / sizes.length;
        assertThat(histogram.bytes()).isEqualTo(ofEach * LongStream.of(sizes).sum());
        for (long size : sizes) {
            assertThat(histogram.counts()[SizeHistogram.slot(size)]).isEqualTo(ofEach);
        }
    }
}
