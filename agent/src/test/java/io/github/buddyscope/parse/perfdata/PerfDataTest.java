// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.perfdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerfDataTest {
    private static final Counters COUNTERS = new Counters()
            .add("sun.os.hrt.frequency", 1_000_000_000)
            .add("sun.gc.policy.name", "GarbageFirst")
            .add("sun.gc.collector.0.invocations", 20);

    @Test
    void readsNumbersAndTextsInEitherByteOrder() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            PerfData data = PerfData.parse(COUNTERS.bytes(order));

            assertThat(data.number("sun.os.hrt.frequency")).isEqualTo(1_000_000_000);
            assertThat(data.number("sun.gc.collector.0.invocations")).isEqualTo(20);
            assertThat(data.text("sun.gc.policy.name")).isEqualTo("GarbageFirst");
            assertThat(data.number("sun.gc.policy.name")).isEqualTo(-1);
            assertThat(data.text("sun.os.hrt.frequency")).isNull();
            assertThat(data.number("other")).isEqualTo(-1);
        }
    }

    @Test
    void whatIsNoSuchFileIsNone() {
        byte[] other = COUNTERS.bytes();
        other[5] = 1; // an older format
        assertThat(PerfData.parse(other)).isNull();
        byte[] unfinished = COUNTERS.bytes();
        unfinished[7] = 0; // the JVM is making them yet
        assertThat(PerfData.parse(unfinished)).isNull();
        assertThat(PerfData.parse(new byte[0])).isNull();
        assertThat(PerfData.parse("<html>".repeat(20).getBytes())).isNull();
    }

    @Test
    void whateverBytesThereAreNothingIsThrownAndACutLosesOnlyWhatIsBehindIt() {
        byte[] bytes = COUNTERS.bytes();
        for (int length = 32; length < 300; length++) {
            PerfData cut = PerfData.parse(Arrays.copyOf(bytes, length));
            assertThat(cut.number("sun.os.hrt.frequency")).isIn(-1L, 1_000_000_000L);
        }
        Random random = new Random(4711);
        for (int round = 0; round < 20_000; round++) {
            byte[] hurt = Arrays.copyOf(bytes, 300);
            for (int i = random.nextInt(4); i >= 0; i--) {
                hurt[24 + random.nextInt(200)] = (byte) random.nextInt();
            }
            assertThat(PerfData.parse(hurt)).isNotNull();
        }
    }
}
