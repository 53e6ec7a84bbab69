// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentThreadTest {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AgentThread thread = new AgentThread(new AgentLog(new PrintStream(said, true), AgentLog.Level.WARN));
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void end() {
        never.countDown();
        thread.stop(() -> {});
    }

    @Test
    void runsWhatIsAskedForInItsOrder() throws Exception {
        StringBuilder order = new StringBuilder();
        thread.run(() -> order.append('a'));
        thread.run(() -> order.append('b'));

        thread.runAndWait(() -> order.append('c'), 50, TimeUnit.SECONDS);

        assertThat(order).hasToString("abc");
    }

    @Test
    void whateverATaskThrowsItComesAgain() {
        thread.every(MILLISECOND, () -> {
            throw runs.incrementAndGet() % 2 == 0
                    ? new OutOfMemoryError("a test's")
                    : new StackOverflowError("a test's");
        });

        await().until(() -> runs.get() > 10);

        assertThat(thread.failures()).isGreaterThanOrEqualTo(10);
        assertThat(said.toString().lines()).hasSize(1);
    }

    @Test
    void evenWhereThereIsNoMemoryLeftToTellOfIt() {
        AgentThread speechless = new AgentThread(new AgentLog(
                new PrintStream(said) {
                    @Override
                    public void println(String line) {
                        throw new OutOfMemoryError("a test's, again");
                    }
                },
                AgentLog.Level.WARN));
        speechless.every(MILLISECOND, () -> {
            runs.incrementAndGet();
            throw new OutOfMemoryError("a test's");
        });

        await().until(() -> runs.get() > 3);
        speechless.stop(() -> {});
    }

    @Test
    void comesAtOnceWhereItIsHastened() throws Exception {
        AtomicBoolean asked = new AtomicBoolean();
        AtomicReference<Thread> own = new AtomicReference<>();
        thread.at(new Timed() {
            @Override
            public Runnable task() {
                return runs::incrementAndGet;
            }

            @Override
            public boolean due(long now) {
                return asked.getAndSet(false);
            }

            @Override
            public long left(long now) {
                return asked.get() ? 0 : TimeUnit.HOURS.toNanos(1);
            }
        });
        thread.runAndWait(() -> own.set(Thread.currentThread()), 50, TimeUnit.SECONDS);
        await().until(() -> own.get().getState() == Thread.State.TIMED_WAITING);

        asked.set(true);
        thread.hasten();

        await().untilAsserted(() -> assertThat(runs).hasValue(1));
    }

    @Test
    void anInterruptOfSomebodyElseNeitherEndsItNorKeepsItAwake() throws Exception {
        AtomicReference<Thread> own = new AtomicReference<>();
        thread.runAndWait(() -> own.set(Thread.currentThread()), 50, TimeUnit.SECONDS);

        own.get().interrupt();

        await().until(() -> !own.get().isInterrupted());
        await().until(() ->
                own.get().getState() == Thread.State.WAITING || own.get().getState() == Thread.State.TIMED_WAITING);
        thread.runAndWait(runs::incrementAndGet, 50, TimeUnit.SECONDS);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aHostThatDoesNotAnswerKeepsNothingElseWaiting() throws Exception {
        AgentThread host = thread.forTheHost();
        CountDownLatch hanging = new CountDownLatch(1);
        host.run(() -> hang(hanging));
        hanging.await();

        thread.runAndWait(runs::incrementAndGet, 50, TimeUnit.SECONDS);
        assertThat(runs).hasValue(1);
        assertThatThrownBy(() -> host.runAndWait(runs::incrementAndGet, 10, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatTheHostAnsweredComesInTurnWithTheOtherTasks() throws Exception {
        AgentThread host = thread.forTheHost();
        CountDownLatch inTask = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        thread.run(() -> {
            inTask.countDown();
            awaitQuietly(go);
            runs.incrementAndGet();
        });
        inTask.await();
        AtomicInteger before = new AtomicInteger(-1);

        host.run(() -> thread.inTurn(() -> before.set(runs.get())));
        go.countDown();

        await().until(() -> before.get() >= 0);
        assertThat(before).hasValue(1);
        host.stop(() -> {});
    }

    @Test
    void theLastIsDoneByWhoeverWaitsForItWhereATaskHangs() throws Exception {
        AgentThread host = thread.forTheHost(); // whose goodbye is short
        CountDownLatch hanging = new CountDownLatch(1);
        host.run(() -> hang(hanging));
        hanging.await();

        host.stop(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
        never.countDown();
        host.run(runs::incrementAndGet);
        thread.runAndWait(() -> {}, 50, TimeUnit.SECONDS);
        assertThat(runs).hasValue(1);
    }

    @Test
    void canBeStoppedByATaskOfItsOwn() {
        thread.run(() -> thread.stop(runs::incrementAndGet));

        await().untilAsserted(() -> assertThat(runs).hasValue(1));
    }

    private void hang(CountDownLatch hanging) {
        hanging.countDown();
        awaitQuietly(never);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
