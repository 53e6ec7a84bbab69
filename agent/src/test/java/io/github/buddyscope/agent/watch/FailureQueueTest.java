// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.source.guest.HeapRoom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailureQueueTest {
    private final AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.OFF));
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile boolean room;
    private volatile long now;
    private final FailureQueue<String> queue =
            new FailureQueue<>(thread, told::add, new HeapRoom(this::room, () -> now));

    private boolean room() {
        drains.incrementAndGet();
        return room;
    }

    @AfterEach
    void stop() {
        thread.stop(() -> {});
    }

    private void tick() throws Exception {
        thread.runAndWait(queue::tick, 50, TimeUnit.SECONDS);
    }

    @Test
    void handsOnAtOnceWhereTheHeapHasRoom() {
        room = true;
        queue.accept("one");

        await().until(() -> queue.taken() == 1);
        assertThat(told).containsExactly("one");
    }

    @Test
    void waitsInOrderWhileTheHeapIsFull() throws Exception {
        queue.accept("one");
        queue.accept("two");
        tick();
        assertThat(told).isEmpty();

        room = true;
        tick();
        assertThat(told).containsExactly("one", "two");
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void doesNotWaitForEverForAHeapThatStaysFull() throws Exception {
        queue.accept("one");
        tick();
        assertThat(told).isEmpty();

        now += TimeUnit.SECONDS.toNanos(HeapRoom.LONGEST_SECONDS);
        tick();
        assertThat(told).containsExactly("one");
    }

    private void fill() {
        room = true;
        for (int i = 0; i < 5_000; i++) {
            queue.accept("one of a flood");
        }
        await().until(() -> queue.taken() + queue.dropped() == 5_000);
        assertThat(queue.dropped()).isPositive();
    }

    @Test
    void doesNotWakeAnybodyForWhatItDrops() throws Exception {
        fill();
        thread.runAndWait(() -> {}, 50, TimeUnit.SECONDS);
        long taken = queue.taken();
        int before = drains.get();
        for (int i = 0; i < 1_000; i++) {
            queue.accept("one of a flood");
            thread.runAndWait(() -> {}, 50, TimeUnit.SECONDS);
        }
        assertThat(queue.taken() + queue.dropped()).isEqualTo(6_000);
        assertThat((long) drains.get() - before).isLessThanOrEqualTo(queue.taken() - taken);
    }

    @Test
    void handsOnTheFirstBehindAFlood() {
        fill();
        queue.accept("the first behind it", true);

        await().until(() -> told.get(told.size() - 1).equals("the first behind it"));
    }

    @Test
    void handsOnNoMoreThanItsRationThoughEachWereTheLastForNow() {
        fill();
        long before = queue.taken();
        long begin = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            queue.accept("the last for now", true);
        }
        await().until(() -> queue.taken() + queue.dropped() == 6_000);

        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(queue.taken() - before).isBetween(1L, 32 + 1 + (long) (10 * seconds));
    }
}
