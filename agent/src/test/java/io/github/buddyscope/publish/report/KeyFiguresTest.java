// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.publish.text.Palette;
import io.github.buddyscope.recording.HealthRow;
import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.RecordingBuilder;
import io.github.buddyscope.recording.TracedAttempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFiguresTest {
    private static final long AT = TwoHours.BEGIN;

    private final RecordingBuilder to = new RecordingBuilder();

    @Test
    void aRequestThatFailsTwiceIsOneFailure() {
        attempt("FIRST_TRY");
        attempt("OPTIONAL");

        assertThat(failures().detail()).isEqualTo("1 more that no log tells of, 1 of them in this JVM");
    }

    @Test
    void whatTheKernelSwallowedBeforeTheFirstReportIsNotOfThisRecording() {
        failure(0, true, "NO", 4);
        assertThat(failures().doubt()).doesNotContain("swallowed");

        failure(30, true, "NO", 7);
        assertThat(failures().doubt()).startsWith("The kernel swallowed 7 further reports");
    }

    @Test
    void failuresThatTheTraceSawAndTheLogDidNotTellOfAreCounted() {
        failure(0, true, "NO", 0);
        attempt("REPORTED");
        assertThat(failures().detail()).startsWith("0 more").doesNotContain("rate limit");

        attempt("REPORTED");
        attempt("REPORTED");
        assertThat(failures().detail()).endsWith("; at least 2 kept out of it by its rate limit");
    }

    @Test
    void aLogThatNobodyReadHasNoNumberOfFailures() {
        to.add(health("kmsg UNAVAILABLE: /dev/kmsg: Operation not permitted; tracefs UNAVAILABLE: permission denied"));

        assertThat(failures().value()).isEqualTo("not watched");
        assertThat(failures().doubt()).contains("The kernel's log was not read: /dev/kmsg: Operation not permitted");
        assertThat(Report.of(recording()).top().title()).contains("Whether an allocation failed", "was not watched");
    }

    @Test
    void aLogWithoutAFailureHasNone() {
        to.add(health("file:/var/log/kern.log OK; tracefs OFF"));

        assertThat(failures().value()).isEqualTo("0");
        assertThat(Report.of(recording()).top().title()).startsWith("No allocation failed");
    }

    @ParameterizedTest
    @CsvSource({"CERTAIN, yes", "UNLIKELY, hardly", "NO, no", "UNKNOWN, not known", ", not known"})
    void whoseTheTaskIsIsNoSurerThanTheAgentWas(String match, String words) {
        failure(0, true, match, 0);

        assertThat(VerdictTables.failures(recording(), Axis.of(recording()))
                        .rows()
                        .get(0)
                        .get(6)
                        .text())
                .isEqualTo(words);
        assertThat(VerdictTables.askers(recording()).rows().get(0).get(3).text())
                .isEqualTo(words);
    }

    @Test
    void aTerminalIsToldOnce() {
        to.add(TwoHours.verdict(
                AT,
                "One failure. " + "It failed for a reason. ".repeat(20) + "the task is none of this JVM's threads"));

        String text = ReportText.of(recording(), Palette.PLAIN, 200);

        assertThat(text.split("the task is none of this JVM's threads", -1)).hasSize(2);
    }

    private KeyFigure failures() {
        return KeyFigures.of(recording()).get(0);
    }

    private Recording recording() {
        to.written(AT);
        to.written(AT + 60_000_000);
        return to.build("service.jfr");
    }

    private static HealthRow health(String sources) {
        return new HealthRow(AT, 1, 1, 1, 0, 0, sources);
    }

    private void attempt(String meaning) {
        to.add(new TracedAttempt(AT, 9, "GFP_TRANSHUGE", meaning, null, 0, "java", 7, true, "java", "MUTATOR"));
    }

    private void failure(int second, boolean live, String match, int suppressed) {
        to.add(new LogFailure(
                AT + second * 1_000_000L,
                0,
                "PAGE_ALLOC_FAILURE",
                5,
                131_072,
                "FRAGMENTATION",
                "bash",
                42,
                "CERTAIN".equals(match),
                match,
                null,
                null,
                "GFP_KERNEL",
                live,
                suppressed,
                "kmsg",
                null));
    }
}
