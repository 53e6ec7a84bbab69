// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.relay.Ring.Own;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RingTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Ring of(int most, long... seqs) {
        Ring ring = new Ring(most, 1_000_000);
        for (long seq : seqs) {
            ring.add(seq, bytes("s" + seq), null);
        }
        return ring;
    }

    @Test
    void keepsTheLastAndForgetsTheOldest() {
        Ring ring = of(3, 10, 20, 30, 40);

        assertThat(ring.first()).isEqualTo(1);
        assertThat(ring.next()).isEqualTo(4);
        assertThat(ring.get(0)).isNull();
        assertThat(ring.get(4)).isNull();
        assertThat(ring.get(1).forAll()).isEqualTo(bytes("s20"));
        assertThat(ring.get(3).forAll()).isEqualTo(bytes("s40"));
    }

    @Test
    void isBoundedInBytesToo() {
        Ring ring = new Ring(100, 10);
        for (int i = 0; i < 9; i++) {
            ring.add(null, bytes("1234"), null);
        }
        assertThat(ring.next() - ring.first()).isEqualTo(2);

        ring.add(null, bytes("12345678901234567890"), null);
        assertThat(ring.next() - ring.first()).isOne();
        assertThat(ring.get(9)).isNotNull();
    }

    @Test
    void findsWhereSomebodyGoesOn() {
        Ring ring = of(10, 10, 20, 30);

        assertThat(ring.after(-1)).isZero();
        assertThat(ring.after(10)).isEqualTo(1);
        assertThat(ring.after(15)).isEqualTo(1);
        assertThat(ring.after(30)).isEqualTo(3);
        assertThat(ring.after(99)).isEqualTo(3);
    }

    @Test
    void countsWhatWasForgottenOfWhatHeHasNotHad() {
        Ring ring = of(2, 10, 20, 30, 40, 50);

        assertThat(ring.first() - ring.after(20)).isOne();
        assertThat(ring.first() - ring.after(5)).isEqualTo(3);
        assertThat(ring.after(30)).isEqualTo(ring.first());
    }

    @Test
    void onlyTheOwnerGetsHisOwnLine() {
        HostProcess owner = new HostProcess(5, 50, () -> "a", 0);
        Ring ring = new Ring(2, 1_000);
        ring.add(1L, bytes("all"), new Own[] {new Own(owner, bytes("own"))});

        assertThat(ring.get(0).lineFor(owner)).isEqualTo(bytes("own"));
        assertThat(ring.get(0).lineFor(null)).isEqualTo(bytes("all"));
        assertThat(ring.get(0).lineFor(new HostProcess(5, 51, owner.owner(), 0)))
                .isEqualTo(bytes("all"));
    }
}
