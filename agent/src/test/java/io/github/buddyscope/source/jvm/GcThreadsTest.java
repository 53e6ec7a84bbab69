// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.GcWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcThreadsTest {
    @TempDir
    Path tasks;

    @Test
    void addsUpWhatTheThreadsThatWorkInPausesHaveUsedSince() throws IOException {
        task(11, "GC Thread#0", 100, 1, 50, 20);
        task(12, "VM Thread", 10, 0, 5, 5);
        task(13, "main", 7_000, 9, 900, 900);
        task(14, "G1 Conc#0", 7_000, 9, 900, 900);
        GcThreads threads = new GcThreads(tasks, false);
        threads.begin();
        task(11, "GC Thread#0", 5_220, 3, 57, 45);
        task(12, "VM Thread", 20, 0, 6, 8);
        task(13, "main", 9_000, 9, 990, 990);
        task(14, "G1 Conc#0", 9_000, 9, 990, 990);

        GcWork work = next(threads);
        assertThat(work.threads()).isEqualTo(2);
        assertThat(work.minorFaults()).isEqualTo(5_130);
        assertThat(work.majorFaults()).isEqualTo(2);
        assertThat(work.userNanos()).isEqualTo(80_000_000);
        assertThat(work.systemNanos()).isEqualTo(280_000_000);
        assertThat(work.systemShare()).isEqualTo(28 / 36.0);
    }

    @Test
    void countsAllThatAThreadHasUsedWhichBeganSince() throws IOException {
        task(11, "GC Thread#0", 100, 0, 0, 0);
        GcThreads threads = new GcThreads(tasks, false);
        threads.begin();
        task(15, "GC Thread#1", 40, 0, 0, 1);

        // a new one is looked for once a second
        await().until(() -> next(threads).threads() == 2);
    }

    @Test
    void looksAtTheConcurrentThreadsOfACollectorWithCycles() throws IOException {
        task(11, "ZWorkerYoung#0", 1, 0, 0, 0);
        task(12, "VM Thread", 10, 0, 5, 5);
        GcThreads threads = new GcThreads(tasks, true);
        threads.begin();
        assertThat(next(threads).threads()).isEqualTo(1);
    }

    @Test
    void tellsNoShareOfWorkThatIsLessThanTenTicks() {
        assertThat(new GcWork(2, 1, 20_000_000, 60_000_000, 5_000, 0).systemShare())
                .isNaN();
    }

    @Test
    void isSilentWhereNothingCanBeRead() {
        GcThreads threads = new GcThreads(tasks.resolve("none"), false);
        threads.begin();
        await().until(() -> threads.since() == null);
    }

    /** Looks are told to be rare: some may be left out. */
    private static GcWork next(GcThreads threads) {
        AtomicReference<GcWork> work = new AtomicReference<>();
        await().until(() -> {
            work.set(threads.since());
            return work.get() != null;
        });
        return work.get();
    }

    private void task(int id, String name, long minor, long major, long user, long system) throws IOException {
        Path home = Files.createDirectories(tasks.resolve(Integer.toString(id)));
        Files.writeString(home.resolve("comm"), name + "\n");
        Files.writeString(
                home.resolve("stat"),
                id + " (" + name + ") S 1 2 3 0 -1 4194368 " + minor + " 0 " + major + " 0 " + user + " " + system
                        + " 0 0 20 0 19 0 1545\n");
    }
}
