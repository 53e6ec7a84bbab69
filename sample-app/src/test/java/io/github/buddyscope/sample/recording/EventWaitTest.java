// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

class EventWaitTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void seesAnEventThatWasWrittenBeforeItBegan() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            new TestVerdict().commit();

            assertThat(EventWait.await(repository(), "buddyscope.Verdict", null, Instant.EPOCH, LONG, out))
                    .isZero();
        }
    }

    @Test
    void givesUpInTheEnd() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();

            assertThat(EventWait.await(repository(), "buddyscope.NoSuchEvent", null, Instant.EPOCH, SHORT, out))
                    .isOne();
            assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("no buddyscope.NoSuchEvent within 1 s\n");
        }
    }

    @Test
    void passesOverWhatBeganEarlierThanAsked() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            new TestVerdict().commit();
            Instant later = Instant.now().plusSeconds(3_600);

            assertThat(EventWait.await(repository(), "buddyscope.Verdict", null, later, SHORT, out))
                    .isOne();
        }
    }

    @Test
    void goesByTheKernelsTimeWhereTheEventCarriesIt() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            Instant now = Instant.now();
            TestKernelFailure old = new TestKernelFailure();
            old.kernelTime = now.minusSeconds(3_600).toEpochMilli();
            old.commit();

            assertThat(EventWait.await(repository(), "buddyscope.KernelFailure", null, now, SHORT, out))
                    .isOne();
            assertThat(EventWait.await(
                            repository(), "buddyscope.KernelFailure", null, now.minusSeconds(7_200), LONG, out))
                    .isZero();
        }
    }

    @Test
    void passesOverWhatHasAnotherValueThanAsked() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            TestVerdict shortage = new TestVerdict();
            shortage.cause = "SHORTAGE";
            shortage.commit();

            assertThat(EventWait.await(repository(), "buddyscope.Verdict", "cause=RESERVED", Instant.EPOCH, SHORT, out))
                    .isOne();
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .isEqualTo("no buddyscope.Verdict with cause=RESERVED within 1 s\n");
            assertThat(EventWait.await(repository(), "buddyscope.Verdict", "cause=SHORTAGE", Instant.EPOCH, LONG, out))
                    .isZero();
        }
    }

    @Test
    void saysThatThereIsNoRepository() {
        assertThatThrownBy(() -> EventWait.await(Path.of("/no/such/repository"), "x", null, Instant.EPOCH, SHORT, out))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no repository /no/such/repository");
    }

    private static Path repository() {
        return Path.of(System.getProperty("jdk.jfr.repository"));
    }
}
