// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class AuxvParserTest {
    @Test
    void findsThePageSizeAmongThePairs() {
        assertThat(pageSize64(ByteOrder.LITTLE_ENDIAN, 33, 0x7ffc0000, 16, 0xbfebfbff, 6, 65536, 17, 100, 0, 0))
                .isEqualTo(65536);
        assertThat(pageSize64(ByteOrder.BIG_ENDIAN, 6, 4096, 0, 0)).isEqualTo(4096);
    }

    @Test
    void readsWordsOf32Bits() {
        ByteBuffer auxv = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        auxv.putInt(16).putInt(-1).putInt(6).putInt(16384);

        assertThat(AuxvParser.pageSize(auxv.array(), 16, 4, ByteOrder.LITTLE_ENDIAN))
                .isEqualTo(16384);
    }

    @Test
    void saysNothingWhereItIsMissingCutOrAbsurd() {
        assertThat(pageSize64(ByteOrder.LITTLE_ENDIAN)).isEqualTo(-1);
        assertThat(pageSize64(ByteOrder.LITTLE_ENDIAN, 33, 1, 6)).isEqualTo(-1);
        assertThat(pageSize64(ByteOrder.LITTLE_ENDIAN, 6, 5000)).isEqualTo(-1);
        assertThat(pageSize64(ByteOrder.LITTLE_ENDIAN, 6, -4096)).isEqualTo(-1);
    }

    private static long pageSize64(ByteOrder order, long... words) {
        ByteBuffer auxv = ByteBuffer.allocate(8 * words.length).order(order);
        for (long word : words) {
            auxv.putLong(word);
        }
        return AuxvParser.pageSize(auxv.array(), auxv.capacity(), 8, order);
    }
}
