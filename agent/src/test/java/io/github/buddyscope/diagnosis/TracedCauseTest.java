// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall.Kind;
import io.github.buddyscope.model.TracedTask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracedCauseTest {
    @ParameterizedTest
    @CsvSource({
        "DIRECT_COMPACTION, 9, FRAGMENTATION, MEDIUM, 2097152",
        "DIRECT_COMPACTION, -1, FRAGMENTATION, MEDIUM, 0", // before 4.2 the trace doesn't tell
        "DIRECT_RECLAIM, 0, SHORTAGE, MEDIUM, 4096",
        "DIRECT_RECLAIM, 3, UNKNOWN, LOW, 32768",
        "DIRECT_RECLAIM, -1, UNKNOWN, LOW, 0",
    })
    void followsFromWhatTheKernelDid(Kind kind, int order, Cause cause, Confidence confidence, long bytes) {
        Diagnosis diagnosis = TracedCause.ofStall(kind, order, 4096);

        assertThat(diagnosis.cause()).isEqualTo(cause);
        assertThat(diagnosis.confidence()).isEqualTo(confidence);
        assertThat(diagnosis.bytes()).isEqualTo(bytes);
        assertThat(diagnosis.zones()).isEmpty();
    }

    @Test
    void advisesOnHugePagesOnlyWhereOneWasAskedFor() {
        assertThat(TracedCause.ofStall(Kind.DIRECT_COMPACTION, 9, 4096).advice())
                .extracting(Advice::setting)
                .containsExactly("-XX:+AlwaysPreTouch", "transparent_hugepage/defrag");
        assertThat(TracedCause.ofStall(Kind.DIRECT_COMPACTION, 3, 4096).advice())
                .isEmpty();
    }

    @Test
    void namesTheSizeAndSaysThatTheTraceAloneDoesNotTellWhy() {
        AllocationFailure failure = new AllocationFailure(
                0, 5, "GFP_KERNEL_ACCOUNT", 0, new TracedTask("java", 17, 0), false, List.of(), 0);

        Diagnosis diagnosis = TracedCause.ofFailure(failure, AttemptMeaning.ACCOUNTED, 4096);

        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.summary())
                .isEqualTo(
                        "A request for 128 KiB in one piece (order 5) failed; the log has no report of it, and the trace"
                                + " alone doesn't tell why. A memory cgroup's limit may have forbidden it.");
    }
}
