// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictReportTest {
    @TempDir
    Path directory;

    private int status;

    @Test
    void saysThatTheAgentWasNotThere() throws IOException {
        assertThat(report()).isEqualTo("This recording holds no Buddyscope event: the agent was not in that JVM.\n");
        assertThat(status).isOne();
    }

    @Test
    void putsTheCauseFirstThenWhatHappenedThenWhatToTry() throws IOException {
        assertThat(report(verdict()))
                .contains("Verdicts: 1")
                .containsSubsequence(
                        "== FRAGMENTATION, confidence high ==",
                        "No free block of order 5.",
                        "What to try",
                        "vm.min_free_kbytes",
                        "What could not be seen",
                        "lowmem_reserve");
        assertThat(status).isZero();
    }

    @Test
    void givesEveryMeasureItsUnitAndLeavesOutWhatIsNotKnown() throws IOException {
        assertThat(report(verdict()))
                .containsPattern("Direct Bytes +3 MiB")
                .containsPattern("GC Pause +8\\.500 ms")
                .containsPattern("Of a Later Release +shown as well")
                .doesNotContain("Usual Direct Bytes", "Direct Percentile", "GC Trace Time");
    }

    @Test
    void tellsAFailureInOneLine() throws IOException {
        assertThat(report(failure("kworker/u448:1", true)))
                .containsPattern(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  PAGE_ALLOC_FAILURE, order 5, 128 KiB, task kworker/u448:1, id 138678\n");
    }

    @Test
    void marksAFailureFromBeforeTheStart() throws IOException {
        assertThat(report(failure("java", false))).contains("id 138678 (from before the agent's start)");
    }

    @Test
    void letsNoTaskNameMoveTheCursor() throws IOException {
        assertThat(report(failure("\u001b[2J\r\u202eevil\n\u009b1m", true))).contains("task ?[2J??evil ?1m");
    }

    @Test
    void showsTwentyAndCountsTheRest() throws IOException {
        Event[] many = new Event[25];
        for (int i = 0; i < many.length; i++) {
            many[i] = failure("java", true);
        }

        assertThat(report(many)).contains("Failures in the kernel's log: 25", "and 5 more");
    }

    @Test
    void leavesOutWhatTheLogHeldBefore() throws IOException {
        TestKernelFailure old = failure("old", false);
        old.kernelTime = 1_000;
        TestKernelFailure recent = failure("recent", true);
        recent.kernelTime = Instant.now().toEpochMilli();

        assertThat(reportSince(Instant.now().minusSeconds(10), old, recent))
                .contains("Failures in the kernel's log: 1", "recent", "not shown: 1 that the log already held")
                .doesNotContain("task old");
    }

    @Test
    void wrapsALongSummary() throws IOException {
        TestVerdict verdict = verdict();
        verdict.summary = "word ".repeat(200);

        assertThat(report(verdict).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void saysThatAFileIsMissing() {
        assertThatThrownBy(() -> VerdictReport.print(directory.resolve("none.jfr"), Instant.EPOCH, System.out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no readable file");
    }

    @Test
    void saysThatAFileIsNoRecording() throws IOException {
        Path text = Files.writeString(directory.resolve("text.jfr"), "no recording\n".repeat(100));

        assertThatThrownBy(() -> VerdictReport.print(text, Instant.EPOCH, System.out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't be read as a flight recording");
    }

    private static TestVerdict verdict() {
        TestVerdict verdict = new TestVerdict();
        verdict.cause = "FRAGMENTATION";
        verdict.confidence = "HIGH";
        verdict.summary = "No free block of order 5.";
        verdict.advice = "vm.min_free_kbytes: 2 times its present value";
        verdict.doubts = "lowmem_reserve is not in the report";
        verdict.directBytes = 3 << 20;
        verdict.gcPause = 8_500_000;
        verdict.later = "shown as well";
        return verdict;
    }

    private static TestKernelFailure failure(String task, boolean live) {
        TestKernelFailure failure = new TestKernelFailure();
        failure.kind = "PAGE_ALLOC_FAILURE";
        failure.order = 5;
        failure.requestedBytes = 131_072;
        failure.task = task;
        failure.taskId = 138_678;
        failure.live = live;
        return failure;
    }

    private String report(Event... events) throws IOException {
        return reportSince(Instant.EPOCH, events);
    }

    private String reportSince(Instant since, Event... events) throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            for (Event event : events) {
                event.commit();
            }
            recording.stop();
            recording.dump(file);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        status = VerdictReport.print(file, since, new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
