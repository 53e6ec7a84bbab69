// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.delivery.Delivery;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KmsgSourceTest {
    private static final long NEVER = 3_600_000;

    private final ScriptedDevice device = new ScriptedDevice();
    private final RecordingSink sink = new RecordingSink();
    private KmsgSource source = source(device, NEVER);

    private static KmsgSource source(RecordReader.Opener opener, long reopenMillis) {
        return new KmsgSource(
                opener,
                e -> KmsgAccess.refused("kmsg", KmsgSource.DEVICE, e, Path.of("/nowhere")),
                reopenMillis,
                clock());
    }

    /** As on a host where only the assumption is left: both clocks began together. */
    private static KernelClock clock() {
        return new KernelClock(System::nanoTime, InstantSource.system(), List.of(), 0);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static String record(long sequence, String text) {
        return "4," + sequence + ",1000,-;" + text + "\n";
    }

    private static String userRecord(long sequence, String text) {
        return "12," + sequence + ",1000,-;" + text + "\n";
    }

    private static String stampedNow(long sequence, long aheadMillis, String text) {
        return "4," + sequence + "," + (System.nanoTime() / 1000 + aheadMillis * 1000) + ",-;" + text + "\n";
    }

    private void run() {
        source.start(sink);
    }

    private void untilIdle() {
        await().until(() -> sink.idles.get() > 0);
    }

    @Test
    void isOffAndNotInTroubleBeforeItHasBeenOpened() {
        assertThat(source.state().status()).isEqualTo(Status.OFF);
    }

    @Test
    void handsOnEveryLineOfARecordWithItsNumberStampAndCaller() {
        device.records("6,339,5140900,-,caller=T7;active_anon:1\\x0a free:2\n SUBSYSTEM=x\n");
        run();
        untilIdle();

        assertThat(sink.texts()).containsExactly("active_anon:1", " free:2");
        KernelLine line = sink.lines.get(1);
        assertThat(line.number()).isEqualTo(339);
        assertThat(line.kernelMicros()).isEqualTo(5140900);
        assertThat(line.caller()).isEqualTo("T7");
        assertThat(source.linesRead()).isEqualTo(2);
        assertThat(source.state()).isEqualTo(SourceState.ok("kmsg"));
    }

    @Test
    void trustsTheKernelsOwnFacilityOnly() {
        device.records(
                record(1, "real"), userRecord(2, "java: page allocation failure: order:5"), record(3, "real too"));
        run();
        untilIdle();

        assertThat(sink.texts()).containsExactly("real", "real too");
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void goesOnAfterAnOverrunWhateverTheMessagesLanguageAndCountsTheGap() {
        device.records(record(5, "before"))
                .fails("Daten\u00fcbergabe unterbrochen (broken pipe)")
                .records(record(9, "after"));
        run();
        untilIdle();

        assertThat(sink.calls).startsWith("before", "lost 3", "after");
        assertThat(sink.reasons).allMatch(why -> why.contains("overwritten"));
        assertThat(source.linesLost()).isEqualTo(3);
        assertThat(source.state().status()).isEqualTo(Status.OK);
    }

    @Test
    void countsAGapThatEndsAtAnothersRecordToo() {
        device.records(record(5, "before"), userRecord(8, "somebody's"));
        run();
        await().until(() -> source.linesLost() == 2);

        assertThat(sink.calls).startsWith("before", "lost 2");
    }

    @Test
    void losesNoMoreThanTheRecordThatWasTooLarge() {
        device.records(record(5, "before")).fails("Invalid argument").records(record(7, "after"));
        run();
        untilIdle();

        assertThat(sink.calls).startsWith("before", "lost 1", "after");
    }

    @Test
    void countsWhatDoesNotParseThroughTheSequence() {
        device.records(record(5, "before"), "\u0000\u00ff garbage", record(7, "after"));
        run();
        untilIdle();

        assertThat(sink.calls).startsWith("before", "lost 1", "after");
    }

    @Test
    void countsNothingForWhatTheRingHadLostBeforeTheOpen() {
        device.records(record(4711, "first"));
        run();
        untilIdle();

        assertThat(sink.calls).startsWith("first", "idle");
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void backsOffAndOpensAnewWhenEveryReadFails() {
        device.records(record(1, "one"), record(2, "two"));
        for (int i = 0; i < 16; i++) {
            device.fails("Input/output error");
        }
        source = source(device, 1);
        device.records(record(1, "one"), record(2, "two"), record(3, "three"));
        run();
        await().atMost(60, SECONDS).until(() -> sink.texts().contains("three"));

        assertThat(sink.texts()).as("what is replayed comes once").containsExactly("one", "two", "three");
        assertThat(device.opens).hasValue(2);
        assertThat(device.reads.get()).as("no hot loop").isBetween(2 + 16 + 3, 2 + 16 + 3 + 1);
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void goesOnInAFloodThatOvertakesItWheneverItPauses() {
        AtomicInteger overtaken = new AtomicInteger();
        long[] last = {System.nanoTime()};
        for (int i = 0; i < 5; i++) {
            device.fails("Broken pipe");
        }
        overtakes(overtaken, last);
        run();
        await().until(() -> sink.texts().contains("caught up"));

        assertThat(device.opens).hasValue(1);
    }

    /** Fails for a reader that comes later than a millisecond after its last read, as often as that may be. */
    private void overtakes(AtomicInteger times, long[] last) {
        device.then(() -> {
            long now = System.nanoTime();
            boolean late = now - last[0] > 1_000_000 && times.incrementAndGet() < 100;
            last[0] = now;
            if (late) {
                overtakes(times, last);
                throw new IOException("Broken pipe");
            }
            return record(1, "caught up");
        });
    }

    @Test
    void doesNotGiveUpALogThatIsAlwaysFaster() {
        String overrun = Overrun.words();
        assertThat(overrun).isNotBlank();
        for (int i = 0; i < 20; i++) {
            device.fails(overrun);
        }
        device.records(record(9, "behind the flood"));
        run();
        await().until(() -> sink.texts().contains("behind the flood"));

        assertThat(device.opens).hasValue(1);
        assertThat(source.state()).isEqualTo(SourceState.ok("kmsg"));
    }

    @Test
    void saysWhatIsWrongWhileReadingFails() {
        for (int i = 0; i < 16; i++) {
            device.fails("Input/output error");
        }
        run();
        await().atMost(60, SECONDS)
                .until(() -> source.state().status() == Status.UNAVAILABLE && device.reads.get() == 16);
        await().until(() -> source.state().detail().contains("Input/output error"));
    }

    @Test
    void survivesAReaderThatThrowsAnythingElse() {
        AtomicBoolean thrown = new AtomicBoolean();
        source = source(
                () -> {
                    if (thrown.compareAndSet(false, true)) {
                        throw new IllegalStateException("broken");
                    }
                    return device.open();
                },
                1);
        device.records(record(1, "one"));
        run();

        await().until(() -> sink.texts().equals(List.of("one")));
    }

    @Test
    void isGrantedLaterWhatWasRefusedAtFirst() {
        AtomicBoolean granted = new AtomicBoolean();
        source = source(
                () -> {
                    if (!granted.get()) {
                        throw new FileSystemException("/dev/kmsg", null, "Operation not permitted");
                    }
                    return device.open();
                },
                1);
        device.records(record(1, "one"));
        run();
        await().until(() -> source.state().remedy().contains("CAP_SYSLOG"));
        assertThat(source.state().status()).isEqualTo(Status.UNAVAILABLE);

        granted.set(true);

        await().until(() -> sink.texts().equals(List.of("one")));
        assertThat(source.state()).isEqualTo(SourceState.ok("kmsg"));
    }

    @Test
    void callsHistoryWhatTheRingHeldAndLiveWhatCameAfterTheReaderSlept() {
        device.records(record(1, "old"), record(2, "old too"));
        run();
        untilIdle();
        device.records(record(3, "new"), record(4, "new too"));
        await().until(() -> sink.lines.size() == 4);

        assertThat(sink.live()).containsExactly(false, false, true, true);
    }

    @Test
    void isNotDeceivedByAReaderThatGetsNoProcessor() {
        device.records(record(1, "old"))
                .recordAfterSpinning(record(2, "older than it looks"), 300)
                .records(record(3, "old"));
        run();
        await().until(() -> sink.lines.size() == 3);

        assertThat(sink.live()).containsExactly(false, false, false);
    }

    @Test
    void doesNotSayIdleWhileTheReaderIsOnlyWithoutAProcessor() {
        device.records(record(1, "header")).recordAfterSpinning(record(2, "its last line"), 300);
        run();
        await().until(() -> sink.idles.get() > 0);

        assertThat(sink.calls).startsWith("header", "its last line", "idle");
    }

    @Test
    void callsLiveWhatIsStampedAfterTheOpenInALogTooBusyToWaitFor() {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        busy(next, enough);
        run();
        await().until(() -> sink.lines.size() > 2000);
        enough.set(true);

        assertThat(sink.live().get(0)).as("stamped long before the open").isFalse();
        assertThat(sink.live().get(1))
                .as("further ahead than the clock may be off")
                .isTrue();
    }

    /** Always has a record, and never lets the reader sleep. */
    private void busy(AtomicInteger next, AtomicBoolean enough) {
        long uptimeMillis = System.nanoTime() / 1_000_000;
        long beyondDoubt = 3000 + uptimeMillis / 1000; // the clock may be off by 500 ppm of the uptime, or a second
        device.then(() -> {
            int number = next.getAndIncrement();
            if (!enough.get()) {
                busy(next, enough);
            }
            return number == 0 ? record(0, "old") : stampedNow(number, beyondDoubt, "busy");
        });
    }

    @Test
    void saysIdleOnceDrainedOnceAfterASecondAndThenNoMore() {
        device.records(record(1, "one"));
        long begin = System.nanoTime();
        run();
        await().until(() -> sink.idles.get() == 2);
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(Delivery.QUIET_NANOS);

        device.records(record(2, "two"));
        await().until(() -> sink.idles.get() == 4);
        assertThat(sink.calls).containsExactly("one", "idle", "idle", "two", "idle", "idle");
    }

    @Test
    void letsTheSinkSettleSoonAfterTheLineForWhichItAsks() {
        long wanted = MILLISECONDS.toNanos(2);
        List<Long> waited = new CopyOnWriteArrayList<>();
        device.records(record(1, "header"));
        source.start(new RecordingSink() {
            private long lineNanos;

            @Override
            public void line(KernelLine line) {
                sink.line(line);
                lineNanos = System.nanoTime();
            }

            @Override
            public long settleNanos() {
                return sink.texts().contains("totals") ? wanted : Long.MAX_VALUE;
            }

            @Override
            public void settle() {
                waited.add(System.nanoTime() - lineNanos);
                sink.calls.add("settle");
            }

            @Override
            public void idle() {
                sink.idle();
            }
        });
        await().until(() -> sink.idles.get() == 2);
        device.records(record(2, "totals"));
        await().until(() -> sink.idles.get() == 4);

        assertThat(sink.calls).containsExactly("header", "idle", "idle", "totals", "settle", "idle", "idle");
        assertThat(waited).hasSize(1).allMatch(nanos -> nanos >= wanted);
    }

    @Test
    void doesNotSettleWhileTheReaderIsOnlyWithoutAProcessor() {
        device.records(record(1, "totals")).recordAfterSpinning(record(2, "one more"), 100);
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
            }

            @Override
            public long settleNanos() {
                return MILLISECONDS.toNanos(1);
            }

            @Override
            public void settle() {
                sink.calls.add("settle");
            }

            @Override
            public void idle() {
                sink.idle();
            }
        });
        await().until(() -> sink.idles.get() > 0);

        assertThat(sink.calls).startsWith("totals", "one more", "settle");
    }

    @Test
    void outlivesASinkThatThrows() {
        source = source(device, NEVER);
        device.records(record(1, "one"), record(2, "two"));
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                throw new LinkageError("of the sink's");
            }

            @Override
            public void idle() {
                sink.idle();
                throw new IllegalStateException("of the sink's");
            }
        });
        untilIdle();

        assertThat(sink.texts()).containsExactly("one", "two");
        assertThat(source.linesRead()).isEqualTo(2);
        await().untilAsserted(() ->
                assertThat(source.state().detail()).contains("failed 3 times").contains("IllegalStateException"));
    }

    @Test
    void closeEndsAReaderThatWaits() {
        run();
        untilIdle();
        Thread reading = thread("buddyscope-kmsg");
        Thread delivering = thread("buddyscope-lines");
        assertThat(reading.isDaemon() && delivering.isDaemon()).isTrue();

        source.close();
        source.close();

        assertThat(reading.isAlive()).isFalse();
        assertThat(delivering.isAlive()).isFalse();
    }

    @Test
    void closeEndsAReaderWhoseQueueIsFullOnceTheSinkReturns() {
        for (int i = 0; i < 2000; i++) {
            device.records(record(i, "line"));
        }
        CountDownLatch release = new CountDownLatch(1);
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        await().until(() -> device.reads.get() > ArrivedQueue.MOST);
        Thread reading = thread("buddyscope-kmsg");
        Thread delivering = thread("buddyscope-lines");
        release.countDown();
        source.close();

        assertThat(reading.isAlive()).isFalse();
        assertThat(delivering.isAlive()).isFalse();
    }

    @Test
    void canBeClosedByItsOwnSink() {
        device.records(record(1, "one"), record(2, "two"));
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                source.close();
            }
        });
        await().until(() -> sink.lines.size() == 1);
        await().until(() -> threads().isEmpty());

        assertThat(sink.texts()).containsExactly("one");
    }

    @Test
    void canBeClosedBeforeItWasStarted() {
        source.close();
        run();

        assertThat(threads()).isEmpty();
    }

    /** Those that it starts: the test before may have left others. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(List.of("buddyscope-kmsg", "buddyscope-lines")::contains)
                .toList();
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    @Test
    void goesOnAfterAnInterruptOfSomebodyElse() {
        device.records(record(1, "one"));
        run();
        untilIdle();
        Thread reading = thread("buddyscope-kmsg");
        reading.interrupt();
        await().until(() -> device.opens.get() == 2);
        device.records(record(1, "one"), record(2, "two"));

        await().until(() -> sink.lines.size() == 2);
        assertThat(sink.texts()).containsExactly("one", "two");
        assertThat(source.linesLost()).isZero();
    }
}
