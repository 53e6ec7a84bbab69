// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class NewlinesTest {
    private static final byte[] EVERY_BYTE_BESIDE_EVERY_OTHER = new byte[2 * 256 * 256];

    static {
        for (int i = 0; i < 256 * 256; i++) {
            EVERY_BYTE_BESIDE_EVERY_OTHER[2 * i] = (byte) (i >> 8);
            EVERY_BYTE_BESIDE_EVERY_OTHER[2 * i + 1] = (byte) i;
        }
    }

    @Test
    void countsNewlinesAndNothingThatLooksLikeThem() {
        byte[] bytes = EVERY_BYTE_BESIDE_EVERY_OTHER;
        ByteBuffer view = LiteralSearch.view(bytes);
        for (int from = 0; from < 17; from++) {
            for (int to = bytes.length - 17; to <= bytes.length; to++) {
                int count = 0;
                for (int i = from; i < to; i++) {
                    count += bytes[i] == 10 ? 1 : 0;
                }
                assertThat(Newlines.count(view, from, to)).isEqualTo(count);
            }
        }
        assertThat(Newlines.count(view, 5, 5)).isZero();
    }

    @Test
    void findsTheEndsOfALine() {
        byte[] bytes = {'a', '\n', 'b', 'c', '\n', 'd'};
        assertThat(Newlines.next(bytes, 2, 6)).isEqualTo(4);
        assertThat(Newlines.next(bytes, 4, 6)).isEqualTo(4);
        assertThat(Newlines.next(bytes, 5, 6)).isEqualTo(6);
        assertThat(Newlines.lineBegin(bytes, 0, 3)).isEqualTo(2);
        assertThat(Newlines.lineBegin(bytes, 0, 2)).isEqualTo(2);
        assertThat(Newlines.lineBegin(bytes, 3, 4)).isEqualTo(3);
        assertThat(Newlines.lineBegin(bytes, 0, 1)).isZero();
    }
}
