// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SleepProbeTest {
    @Test
    void tellsAThreadThatSleepsFromOneThatRuns() {
        assumeTrue(Files.exists(Path.of("/proc/thread-self")), "no /proc/thread-self here (Linux 3.17)");
        CountDownLatch wake = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<SleepProbe> probe = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    probe.complete(SleepProbe.ofCurrentThread());
                    try {
                        wake.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                },
                "a (strange) na");
        thread.setDaemon(true);
        thread.start();
        SleepProbe seen = probe.join();

        await().until(() -> seen.look() == SleepProbe.Sight.ASLEEP);
        wake.countDown();
        await().until(() -> seen.look() == SleepProbe.Sight.AWAKE);
        stop.set(true);
        seen.close();
        assertThat(seen.look()).isEqualTo(SleepProbe.Sight.UNKNOWN);
    }

    @Test
    void doesNotKnowWithoutTheFileOrWithGarbageInIt(@TempDir Path directory) throws Exception {
        Path garbage = Files.writeString(directory.resolve("stat"), "no brackets");

        assertThat(SleepProbe.of(directory.resolve("missing")).look()).isEqualTo(SleepProbe.Sight.UNKNOWN);
        assertThat(SleepProbe.of(garbage).look()).isEqualTo(SleepProbe.Sight.UNKNOWN);
        assertThat(SleepProbe.of(Files.writeString(directory.resolve("empty"), ""))
                        .look())
                .isEqualTo(SleepProbe.Sight.UNKNOWN);
    }
}
