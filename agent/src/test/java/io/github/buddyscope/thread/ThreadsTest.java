// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final InheritableThreadLocal<String> OF_THE_SERVICE = new InheritableThreadLocal<>();

    @Test
    void aDaemonKeepsNothingOfTheServices() throws InterruptedException {
        AtomicReference<String> inherited = new AtomicReference<>("not run");
        OF_THE_SERVICE.set("a session");
        try {
            Thread daemon = Threads.daemon(() -> inherited.set(OF_THE_SERVICE.get()), "buddyscope-test");

            assertThat(daemon.isDaemon()).isTrue();
            assertThat(daemon.getContextClassLoader()).isNull();
            assertThat(daemon.getName()).isEqualTo("buddyscope-test");
            daemon.start();
            daemon.join();
        } finally {
            OF_THE_SERVICE.remove();
        }
        assertThat(inherited).hasNullValue();
    }

    @Test
    void whoWaitsForItselfOrWithoutTimeLeftWaitsForNothing() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread hangs = Threads.daemon(() -> await(end), "buddyscope-test");
        hangs.start();
        try {
            Threads.join(0, hangs);
            Threads.join(TimeUnit.DAYS.toNanos(1), Thread.currentThread());
            assertThat(hangs.isAlive()).isTrue();
        } finally {
            end.countDown();
        }
        Threads.join(TimeUnit.DAYS.toNanos(1), hangs);
        assertThat(hangs.isAlive()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
