// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivedQueueTest {
    private final ArrivedQueue queue = new ArrivedQueue();

    private static Arrived arrived(long read, long lostBefore) {
        return new Arrived(null, lostBefore, read, read);
    }

    @Test
    void givesAllInTheirOrder() throws InterruptedException {
        List<Long> reads = new ArrayList<>();
        for (long read = 1; read <= 9; read += 2) {
            queue.put(arrived(read, 0));
        }
        reads.add(queue.poll(0).read());
        queue.put(arrived(11, 0));
        while (!queue.isEmpty()) {
            reads.add(queue.poll(0).read());
        }

        assertThat(reads).containsExactly(1L, 3L, 5L, 7L, 9L, 11L);
        assertThat(queue.poll(1)).isNull();
    }

    @Test
    void isNotEmptyWhileWhatWasTakenOutWaits() throws InterruptedException {
        queue.put(arrived(1, 0));
        queue.put(arrived(3, 0));
        queue.poll(0);

        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void tellsOfAGapOnceAndBeforeItIsTakenOut() throws InterruptedException {
        queue.put(arrived(1, 0));
        assertThat(queue.overtaken()).isFalse();
        queue.put(arrived(3, 7));

        assertThat(queue.overtaken()).isTrue();
        assertThat(queue.overtaken()).isFalse();
        assertThat(queue.poll(0).lostBefore()).isZero();
    }

    @Test
    void isWokenByNothingToHandOn() throws InterruptedException {
        queue.wake();

        assertThat(queue.poll(0)).isSameAs(Arrived.WAKE);
    }
}
