// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostAnswerTest {
    private static final long PATIENT_MILLIS = 50_000;

    private final AtomicInteger asked = new AtomicInteger();
    private final Semaphore answers = new Semaphore(0);
    private final HostAnswer<String> answer = new HostAnswer<>(this::answer, "unknown");
    private final HostAnswer<String> patient = new HostAnswer<>(this::answer, "unknown", PATIENT_MILLIS);

    private String answer() {
        int number = asked.incrementAndGet();
        answers.acquireUninterruptibly();
        return "answer " + number;
    }

    @Test
    void isTheHostsWhereItGivesOne() {
        answers.release(2);

        assertThat(patient.get()).isEqualTo("answer 1");
        assertThat(patient.get()).isEqualTo("answer 2");
    }

    @Test
    void isTheOneBeforeWhileTheHostKeepsItAndAsksNoSecondTime() {
        answers.release();
        await().until(() -> answer.get().equals("answer 1"));

        for (int i = 0; i < 1_000; i++) {
            assertThat(answer.get()).isEqualTo("answer 1");
        }
        assertThat(asked).hasValue(2);

        answers.release(10);
        await().until(() -> !answer.get().equals("answer 1"));
    }

    /** Somebody may ask and then not want to know: whoever asks later wants to know of then. */
    @Test
    void anAnswerOfLongAgoIsAskedForAnew() {
        answers.release(2);
        patient.ask();
        long begin = System.nanoTime();
        await().until(() -> asked.get() == 1 && System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(2));

        assertThat(patient.get()).isEqualTo("answer 2");
    }

    @Test
    void oneThatWasAskedForAheadIsTaken() {
        patient.ask();
        patient.ask();
        answers.release();

        assertThat(patient.get()).isEqualTo("answer 1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void isUnknownWhereThereNeverWasOne() {
        assertThat(answer.get()).isEqualTo("unknown");
        answers.release(10);
    }

    @Test
    void aQuestionThatFailsIsAskedAgain() {
        HostAnswer<String> failing = new HostAnswer<>(
                () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("a test's");
                    }
                    return "answer";
                },
                "unknown",
                PATIENT_MILLIS);

        assertThat(failing.get()).isEqualTo("unknown");
        assertThat(failing.get()).isEqualTo("answer");
    }
}
