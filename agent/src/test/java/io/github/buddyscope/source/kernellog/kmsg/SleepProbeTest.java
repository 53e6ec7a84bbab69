// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SleepProbeTest {
    private static final int ASKED = 12_345;

    @TempDir
    Path directory;

    @BeforeEach
    void onlyWhereThreadsAreSeen() {
        assumeTrue(Files.exists(Path.of("/proc/thread-self")), "no /proc/thread-self here (Linux 3.17)");
    }

    @Test
    void tellsAReadThatWaitsFromOtherWaitingAndFromRunning() throws Exception {
        BlockedCall read = BlockedCall.read(System.getProperty("os.arch"), ASKED);
        assumeTrue(
                read != null && Files.isReadable(Path.of("/proc/thread-self/syscall")),
                "this kernel doesn't tell the calls");
        CountDownLatch wake = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        Pipe pipe = Pipe.open();
        CompletableFuture<SleepProbe> probe = new CompletableFuture<>();
        Thread thread = daemon(() -> {
            probe.complete(SleepProbe.ofCurrentThread(ASKED));
            pipe.source().read(ByteBuffer.allocateDirect(ASKED));
            wake.await();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            return pipe.source().read(ByteBuffer.allocateDirect(ASKED - 1));
        });
        SleepProbe seen = probe.join();

        await().until(() -> seen.look() == SleepProbe.Sight.ASLEEP);
        pipe.sink().write(ByteBuffer.allocate(1));
        await().until(() -> thread.getState() == Thread.State.WAITING);
        await().during(Duration.ofMillis(50)).until(() -> seen.look() == SleepProbe.Sight.AWAKE);
        wake.countDown();
        await().until(() -> thread.getState() == Thread.State.RUNNABLE);
        assertThat(seen.look()).isEqualTo(SleepProbe.Sight.AWAKE);
        stop.set(true);
        await().during(Duration.ofMillis(50)).until(() -> seen.look() == SleepProbe.Sight.AWAKE);
        seen.close();
        assertThat(seen.look()).isEqualTo(SleepProbe.Sight.UNKNOWN);
        pipe.source().close();
        thread.join();
    }

    @Test
    void tellsByItsStateWhereTheCallsAreNotTold() {
        CountDownLatch wake = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<SleepProbe> probe = new CompletableFuture<>();
        daemon(() -> {
            probe.complete(SleepProbe.of(Path.of("/proc/thread-self"), null));
            wake.await();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            return null;
        });
        SleepProbe seen = probe.join();

        await().until(() -> seen.look() == SleepProbe.Sight.ASLEEP);
        wake.countDown();
        await().until(() -> seen.look() == SleepProbe.Sight.AWAKE);
        stop.set(true);
        seen.close();
        assertThat(seen.look()).isEqualTo(SleepProbe.Sight.UNKNOWN);
    }

    private static Thread daemon(Callable<?> body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.call();
                    } catch (Exception e) {
                        return;
                    }
                },
                "a (strange) na");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void doesNotKnowWithoutTheFileOrWithGarbageInIt() throws Exception {
        Path stat = directory.resolve("stat");
        assertThat(SleepProbe.of(directory, null).look()).isEqualTo(SleepProbe.Sight.UNKNOWN);
        for (String garbage : List.of("", ")", "no brackets")) {
            Files.writeString(stat, garbage);
            assertThat(SleepProbe.of(directory, null).look()).as(garbage).isEqualTo(SleepProbe.Sight.UNKNOWN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "17 0x5 0x7f5d62b30000 0x3039 0x0 0x0 0x0 0x7ffd 0x7f5d,  ASLEEP",
        "0 0x5 0x7f5d62b30000 0x3039 0x0 0x0 0x0 0x7ffd 0x7f5d,   ASLEEP",
        "17 0x5 0x7f5d62b30000 0x3038 0x0 0x0 0x0 0x7ffd 0x7f5d,  AWAKE",
        "17 0x5 0x7f5d62b30000 0x30390 0x0 0x0 0x0 0x7ffd 0x7f5d, AWAKE",
        "202 0x7f 0x189 0x3039 0x0 0x0 0x0 0x7ffd 0x7f5d,         AWAKE",
        "-1 0x7ffd 0x7f5d,                                        AWAKE",
        "17 0x5 0x7f,                                             AWAKE",
        "running,                                                 AWAKE",
    })
    void readsTheCallThatAThreadIsBlockedIn(String line, SleepProbe.Sight sight) throws Exception {
        Files.writeString(directory.resolve("syscall"), line + "\n");

        assertThat(SleepProbe.of(directory, BlockedCall.read("amd64", ASKED)).look())
                .isEqualTo(sight);
    }

    @Test
    void knowsTheNumbersOfCallsBySystem() {
        assertThat(BlockedCall.read("aarch64", ASKED)).isNotNull();
        assertThat(BlockedCall.read("vax", ASKED)).isNull();
    }
}
