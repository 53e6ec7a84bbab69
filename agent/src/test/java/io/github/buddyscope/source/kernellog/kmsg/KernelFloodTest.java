// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.watch.KernelWatch;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.model.HostFacts;
import io.github.buddyscope.publish.LogAccount;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twenty thousand reports as fast as a device gives them, through all threads to the one that publishes. */
class KernelFloodTest {
    private static final int REPORTS = 20_000;
    private static final List<String> LINES = List.of(
            "dd: page allocation failure: order:7, mode:0x44dc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0",
            "CPU: 1 UID: 0 PID: 41 Comm: dd Not tainted 6.18.44 #1",
            "Mem-Info:",
            "90128 pages reserved");

    private final ScriptedDevice device = new ScriptedDevice();
    private final KmsgSource source = new KmsgSource(
            device,
            e -> KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, Path.of("/nowhere")),
            3_600_000,
            new KernelClock(System::nanoTime, InstantSource.system(), List.of(), 0));
    private final AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.OFF));
    private final List<KernelFailure> found = new CopyOnWriteArrayList<>();
    private final KernelWatch watch =
            new KernelWatch(source, thread, new JvmTasks(Path.of("/proc")), () -> HostFacts.UNKNOWN, this::found);
    private long sequence;
    private volatile LogAccount account = LogAccount.NONE;

    private void found(KernelFailure failure) {
        if (failure.report().header().number() == 4) {
            throw new IllegalStateException("of a publisher's");
        }
        found.add(failure);
    }

    @AfterEach
    void close() {
        watch.close();
        thread.stop(() -> {});
    }

    private void report() {
        for (String line : LINES) {
            device.records("4," + sequence++ + "," + System.nanoTime() / 1000 + ",-;" + line + "\n");
        }
    }

    private LogAccount account() throws Exception {
        thread.runAndWait(
                () -> {
                    LogAccount news = watch.news();
                    account = news == null ? account : news;
                },
                50,
                TimeUnit.SECONDS);
        return account;
    }

    @Test
    void accountsForEveryReportOfAFloodAndPublishesTheFirstBehindIt() throws Exception {
        for (int i = 0; i < REPORTS; i++) {
            report();
        }
        watch.start();
        await().atMost(60, TimeUnit.SECONDS).until(() -> source.linesRead() == REPORTS * (long) LINES.size());
        await().until(() -> account().received() == REPORTS
                && account().published() + account().dropped() == REPORTS);
        assertThat(found.get(found.size() - 1).report().header().number())
                .as("the last of the flood")
                .isEqualTo(sequence - LINES.size());
        assertThat(account().published()).isEqualTo(found.size()).isPositive();
        assertThat(account().linesPassedOver()).isPositive();
        assertThat(account().dropped()).isEqualTo(watch.dropped());
        assertThat(watch.linesLost()).isZero();

        report();
        untilPublished(REPORTS + 1);
        await().until(() -> !watch.floods()); // all has been read
        report();
        untilPublished(REPORTS + 2);
    }

    /** The report that was logged last is, and all are accounted for. */
    private void untilPublished(long reports) {
        await().until(() -> found.get(found.size() - 1).report().header().number() == sequence - LINES.size());
        await().until(() -> account().received() == reports
                && account().published() + account().dropped() == reports);
    }
}
