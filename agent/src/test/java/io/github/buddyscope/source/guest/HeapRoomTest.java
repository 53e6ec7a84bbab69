// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
    private static final long ALMOST = TimeUnit.SECONDS.toNanos(HeapRoom.LONGEST_SECONDS) - 1;

    private boolean room;
    private long now = Long.MAX_VALUE - 5; // wraps on the way
    private final HeapRoom heap = new HeapRoom(() -> room, () -> now);

    @Test
    void whereThereIsRoomNothingWaits() {
        room = true;
        assertThat(heap.lacking()).isFalse();
    }

    @Test
    void aFullHeapIsWaitedForButNotForEver() {
        assertThat(heap.lacking()).isTrue();
        now += ALMOST;
        assertThat(heap.lacking()).isTrue();
        now += 1;
        assertThat(heap.lacking()).isFalse();
        now += ALMOST;
        assertThat(heap.lacking()).as("and once is enough").isFalse();
    }

    @Test
    void aHeapThatHadRoomMeanwhileIsWaitedForAnew() {
        heap.lacking();
        now += ALMOST + 1;
        room = true;
        heap.lacking();
        room = false;
        assertThat(heap.lacking()).isTrue();
    }

    @Test
    void whoseWaitWasInVainLongAgoWaitsAnew() {
        heap.lacking();
        now += ALMOST + 1;
        assertThat(heap.lacking()).isFalse();

        now += TimeUnit.HOURS.toNanos(1); // with or without room, nobody asked
        assertThat(heap.lacking()).isTrue();
    }

    @Test
    void anInterruptDoesNotMakeItSpin() {
        int[] asked = {0};
        Thread.currentThread().interrupt();
        heap.await(() -> ++asked[0] > 3);

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void thisTestsHeapHasRoom() {
        assertThat(new HeapRoom().lacking()).isFalse();
    }
}
