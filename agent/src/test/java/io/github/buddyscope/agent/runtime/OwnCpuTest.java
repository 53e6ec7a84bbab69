// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OwnCpuTest {
    private final OwnCpu cpu = new OwnCpu(ManagementFactory::getThreadMXBean);
    private final AtomicBoolean enough = new AtomicBoolean();

    @Test
    void countsTheAgentsThreadsOnlyAndKeepsWhatEndedOnesTook() throws InterruptedException {
        Thread service = spinning("service");
        long before = cpu.nanos();
        Thread own = spinning("buddyscope-test");
        await().until(() -> cpu.nanos() - before > 20_000_000);
        long atLeast = cpu.nanos();
        enough.set(true);
        own.join();
        service.join();

        assertThat(cpu.nanos()).isGreaterThanOrEqualTo(atLeast);
        long after = cpu.nanos();
        assertThat(cpu.nanos()).isEqualTo(after);
    }

    private Thread spinning(String name) {
        Thread thread = new Thread(
                () -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                },
                name);
        thread.start();
        return thread;
    }
}
