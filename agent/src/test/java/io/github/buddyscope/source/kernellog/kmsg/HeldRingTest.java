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
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source that was asked to hold what the ring held. */
class HeldRingTest {
    private static final long NEVER = 3_600_000;

    private final ScriptedDevice device = new ScriptedDevice();
    private final RecordingSink sink = new RecordingSink();
    private KmsgSource source = source(device);

    private static KmsgSource source(RecordReader.Opener opener) {
        return new KmsgSource(
                opener,
                e -> KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, Path.of("/nowhere")),
                NEVER,
                new KernelClock(System::nanoTime, InstantSource.system(), List.of(), 0));
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static String record(long sequence, String text) {
        return "4," + sequence + ",1000,-;" + text + "\n";
    }

    private static String userRecord(long sequence) {
        return "12," + sequence + ",1000,-;somebody's\n";
    }

    private void run() {
        source.holdPast();
        source.start(sink);
    }

    private void untilHeld(long lines) {
        await().until(() -> source.linesRead() == lines && sink.idles.get() > 0);
        assertThat(sink.texts()).isEmpty();
    }

    @Test
    void tellsItWhenAskedAsHistoryInItsOrder() {
        device.records(record(1, "one"), record(2, "two\\x0athree\n SUBSYSTEM=x"), record(4, "four"));
        run();
        untilHeld(3);
        long asked = System.nanoTime();

        source.tellPast();

        await().until(() -> sink.lines.size() == 4);
        assertThat(sink.texts()).containsExactly("one", "two", "three", "four");
        assertThat(sink.live()).containsOnly(false);
        assertThat(source.linesRead()).isEqualTo(4);
        assertThat(sink.lines)
                .as("each with the time when it was read")
                .allMatch(line -> line.arrival().nanos() < asked);
        assertThat(sink.calls).containsSubsequence("three", "lost 1", "four");
        assertThat(source.linesLost()).isEqualTo(1);
    }

    @Test
    void tellsItBeforeTheFirstLiveLineAndThatAtOnce() {
        device.records(record(1, "old"), record(2, "old too"));
        run();
        untilHeld(2);

        device.records(record(3, "new"), record(4, "new too"));

        await().until(() -> sink.lines.size() == 4);
        assertThat(sink.texts()).containsExactly("old", "old too", "new", "new too");
        assertThat(sink.live()).containsExactly(false, false, true, true);
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void tellsTheFirstLineOfARingThatHeldNothing() {
        run();
        untilHeld(0);

        device.records(record(1, "new"));

        await().until(() -> sink.texts().equals(List.of("new")));
        assertThat(sink.live()).containsExactly(true);
    }

    @Test
    void countsAGapBetweenWhatWasHeldAndWhatCame() {
        device.records(record(5, "held"), userRecord(6), "\u0000\u00ff garbage");
        run();
        untilHeld(1);
        source.tellPast();
        await().until(() -> sink.lines.size() == 1);

        device.records(userRecord(9), record(12, "came"));

        await().until(() -> sink.lines.size() == 2);
        assertThat(sink.calls).containsSubsequence("held", "lost 2", "lost 2", "came");
        assertThat(source.linesLost()).isEqualTo(4);
    }

    @Test
    void goesOnAfterAnOverrunAmidWhatItHolds() {
        device.records(record(5, "before")).fails("Broken pipe").records(record(9, "after"));
        run();
        untilHeld(2);

        source.tellPast();

        await().until(() -> sink.lines.size() == 2);
        assertThat(sink.calls).containsSubsequence("before", "lost 3", "after");
    }

    @Test
    void saysAtOnceThatTheLogHasLongBeenQuiet() {
        device.records(record(1, "one"));
        run();
        await().until(() -> sink.idles.get() == 2);

        source.tellPast();

        await().until(() -> sink.calls.size() == 5);
        assertThat(sink.calls).containsExactly("idle", "idle", "one", "idle", "idle");
    }

    @Test
    void isNotDeceivedByAReaderThatGetsNoProcessor() {
        device.records(record(1, "old"))
                .recordAfterSpinning(record(2, "older than it looks"), 300)
                .records(record(3, "old"));
        run();
        untilHeld(3);

        source.tellPast();

        await().until(() -> sink.lines.size() == 3);
        assertThat(sink.live()).containsOnly(false);
    }

    @Test
    void holdsNoMoreThanTheLimit() {
        String large = "x".repeat(8_000);
        int records = Backlog.MOST_BYTES / 8_000 + 20;
        for (int i = 0; i < records; i++) {
            device.records(record(i, large));
        }
        run();

        await().until(() -> sink.lines.size() == records);
        assertThat(sink.live()).containsOnly(false);
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void tellsItInALogTooBusyToWaitFor() {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        long uptimeMillis = System.nanoTime() / 1_000_000;
        busy(next, enough, 3000 + uptimeMillis / 1000);
        run();
        await().until(() -> sink.lines.size() > 2000);
        enough.set(true);

        assertThat(sink.live().get(0)).as("stamped long before the open").isFalse();
        assertThat(sink.live().get(1))
                .as("further ahead than the clock may be off")
                .isTrue();
        await().until(() -> sink.lines.size() == next.get());
        assertThat(source.linesLost()).isZero();
    }

    /** Always has a record a little later, so that the limit isn't reached soon, and never lets the reader sleep. */
    private void busy(AtomicInteger next, AtomicBoolean enough, long aheadMillis) {
        device.then(() -> {
            long begin = System.nanoTime();
            int number = next.getAndIncrement();
            while (System.nanoTime() - begin < 100_000) {
                Thread.onSpinWait();
            }
            if (!enough.get()) {
                busy(next, enough, aheadMillis);
            }
            long micros = number == 0 ? 1000 : System.nanoTime() / 1000 + aheadMillis * 1000;
            return "4," + number + "," + micros + ",-;busy\n";
        });
    }

    @Test
    void losesAndRepeatsNothingWheneverItIsAsked() {
        int records = 3_000;
        List<String> texts =
                IntStream.range(0, records).mapToObj(i -> "line " + i).toList();
        for (int round = 0; round < 20; round++) {
            ScriptedDevice ring = new ScriptedDevice();
            for (int i = 0; i < records; i++) {
                ring.records(record(i, texts.get(i)));
            }
            RecordingSink told = new RecordingSink();
            try (KmsgSource each = source(ring)) {
                each.holdPast();
                each.start(told);
                long begin = System.nanoTime();
                long wait = ThreadLocalRandom.current().nextLong(3_000_000);
                while (System.nanoTime() - begin < wait) {
                    Thread.onSpinWait();
                }
                each.tellPast();
                await().until(() -> told.lines.size() >= records);
                assertThat(each.linesRead()).isEqualTo(records);
                assertThat(each.linesLost()).isZero();
            }
            assertThat(told.texts()).isEqualTo(texts);
        }
    }

    @Test
    void goesOnWhereItWasWhenTheDeviceIsOpenedAnew() {
        device.records(record(1, "one"), record(2, "two"));
        run();
        untilHeld(2);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("buddyscope-kmsg"))
                .forEach(Thread::interrupt);
        await().until(() -> device.opens.get() == 2);
        device.records(record(1, "one"), record(2, "two"), record(3, "three"));

        await().until(() -> sink.lines.size() == 3);
        assertThat(sink.texts()).as("what is replayed comes once").containsExactly("one", "two", "three");
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void isHeldTooWhereTheDeviceIsGrantedLater() {
        AtomicBoolean granted = new AtomicBoolean();
        source = new KmsgSource(
                () -> {
                    if (!granted.get()) {
                        throw new IOException("not yet");
                    }
                    return device.open();
                },
                e -> KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, Path.of("/nowhere")),
                1,
                new KernelClock(System::nanoTime, InstantSource.system(), List.of(), 0));
        device.records(record(1, "one"));
        run();
        await().until(() -> sink.idles.get() > 0);
        granted.set(true);
        await().until(() -> source.linesRead() == 1);

        source.tellPast();

        await().until(() -> sink.texts().equals(List.of("one")));
        assertThat(sink.live()).containsExactly(false);
    }

    @Test
    void isNotToldOnceClosed() {
        device.records(record(1, "one"));
        run();
        untilHeld(1);

        source.close();
        source.tellPast();

        assertThat(sink.texts()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("buddyscope-kmsg", "buddyscope-lines");
    }

    @Test
    void canBeClosedByTheSinkThatItIsToldTo() {
        device.records(record(1, "one"), record(2, "two"));
        source.holdPast();
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                source.close();
            }
        });
        await().until(() -> source.linesRead() == 2);

        source.tellPast();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("buddyscope-lines")));
        assertThat(sink.texts()).containsExactly("one");
    }

    @Test
    void isDiagnosedOnceSomebodyCanLook() {
        List<KernelFailure> found = new CopyOnWriteArrayList<>();
        AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.OFF));
        KernelWatch watch =
                new KernelWatch(source, thread, new JvmTasks(Path.of("/proc")), () -> HostFacts.UNKNOWN, found::add);
        device.records(
                record(1, "usb 1-1: new device"),
                record(2, "cma: cma_alloc: alloc failed, req-size: 16 pages, ret: -12"));
        watch.start();
        await().until(() -> watch.linesRead() == 2);
        watch.tick(System.nanoTime());
        assertThat(found).isEmpty();

        watch.tellPast();

        await().until(() -> found.size() == 1);
        assertThat(found.get(0).live()).isFalse();
        watch.close();
        thread.stop(() -> {});
    }

    @Test
    void isDiagnosedHalfAMinuteLaterAtTheLatest() {
        List<KernelFailure> found = new CopyOnWriteArrayList<>();
        AgentThread thread = new AgentThread(new AgentLog(System.err, AgentLog.Level.OFF));
        KernelWatch watch =
                new KernelWatch(source, thread, new JvmTasks(Path.of("/proc")), () -> HostFacts.UNKNOWN, found::add);
        device.records(record(1, "cma: cma_alloc: alloc failed, req-size: 16 pages, ret: -12"));
        watch.start();
        await().until(() -> watch.linesRead() == 1);

        watch.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(30));

        await().until(() -> found.size() == 1);
        watch.close();
        thread.stop(() -> {});
    }
}
