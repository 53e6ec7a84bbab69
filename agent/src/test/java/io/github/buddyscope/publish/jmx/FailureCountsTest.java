// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.publish.Findings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureCountsTest {
    private static final long NOW = TimeUnit.DAYS.toNanos(3) + 17;

    private final FailureCounts counts = new FailureCounts();

    @Test
    void anHourForgetsWhatIsOlder() {
        counts.add(at(NOW - TimeUnit.MINUTES.toNanos(61), 5, 1));
        counts.add(at(NOW - TimeUnit.MINUTES.toNanos(59), 5, 1));
        counts.add(at(NOW, 5, 1));

        assertThat(counts.inLastHour(NOW)).isEqualTo(2);
        assertThat(counts.inLastHour(NOW + TimeUnit.MINUTES.toNanos(10))).isEqualTo(1);
        assertThat(counts.inLastHour(NOW + TimeUnit.HOURS.toNanos(5))).isZero();
        assertThat(counts.total()).isEqualTo(3);
    }

    @Test
    void anOldFailureReadLateDoesNotWipeOutANewOne() {
        counts.add(at(NOW, 5, 1));
        counts.add(at(NOW - TimeUnit.HOURS.toNanos(1), 5, 1));

        assertThat(counts.inLastHour(NOW)).isEqualTo(1);
    }

    @Test
    void aClockThatIsStillNegativeCountsToo() {
        counts.add(at(-TimeUnit.MINUTES.toNanos(5), 5, 1));

        assertThat(counts.inLastHour(-TimeUnit.MINUTES.toNanos(4))).isEqualTo(1);
    }

    @Test
    void aRepeatedMessageStandsForAsManyFailures() {
        counts.add(at(NOW, 5, 7));

        assertThat(counts.total()).isEqualTo(7);
        assertThat(counts.byOrder()).containsEntry(5, 7L);
        assertThat(counts.inLastHour(NOW)).isEqualTo(7);
    }

    @Test
    void ordersThatCanNotBeDoNotGrowTheTable() {
        for (int order = -500; order < 500; order++) {
            counts.add(at(NOW, order, 1));
        }

        assertThat(counts.byOrder()).hasSize(65).containsEntry(-1, 936L).containsEntry(63, 1L);
    }

    private static KernelFailure at(long nanos, int order, int occurrences) {
        KernelFailure f = Findings.failure(order, 4096, Findings.TIME);
        FailureReport r = f.report();
        FailureReport report = new FailureReport(
                r.kind(), r.header(), r.request(), r.origin(), r.memory(), null, 0, occurrences, 0, r.text());
        return new KernelFailure(report, f.diagnosis(), nanos, f.time(), 0, true, TaskMatch.UNKNOWN, "kmsg");
    }
}
