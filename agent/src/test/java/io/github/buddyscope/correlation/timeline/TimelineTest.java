// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.correlation.Failures;
import io.github.buddyscope.correlation.trouble.FailureMark;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.publish.ChildJvm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

public class TimelineTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Timeline timeline = new Timeline(0);

    @Test
    void findsAPauseWithinACycleThatIsToldOfLater() {
        timeline.add(gc("ZGC Pauses", 20, 21, true));
        timeline.add(gc("ZGC Cycles", 10, 30, false));
        timeline.add(gc("ZGC Pauses", 40, 41, true));

        assertThat(timeline.gcsBetween(15 * SECOND, 20 * SECOND))
                .extracting(GcEvent::collector)
                .containsExactly("ZGC Pauses", "ZGC Cycles");
        assertThat(timeline.pausesEndedWithin(21 * SECOND, 41 * SECOND))
                .extracting(GcEvent::startNanos)
                .containsExactly(40 * SECOND);
        assertThat(timeline.nearestGc(25 * SECOND, 5 * SECOND, 1).gc().collector())
                .isEqualTo("ZGC Cycles");
    }

    @Test
    void tellsWhatTheHostsCountersDidAroundAWindow() {
        timeline.add(HostNumbers.of(sample(10, 5, 1_000)));
        timeline.add(HostNumbers.of(sample(11, 5, 2_000)));
        timeline.add(HostNumbers.of(sample(12, 9, 5_000)));
        timeline.add(HostNumbers.of(sample(13, 9, 5_000)));

        HostChange change = timeline.hostChange(11 * SECOND + 1, 11 * SECOND + 2);
        assertThat(change.nanos()).isEqualTo(SECOND);
        assertThat(change.of("compact_stall")).isEqualTo(4);
        assertThat(change.of("no_such_counter")).isEqualTo(-1);
        assertThat(timeline.hostChange(9 * SECOND, 11 * SECOND)).isNull();
        assertThat(timeline.hostChange(12 * SECOND, 14 * SECOND)).isNull();
    }

    @Test
    void findsTheSampleNearestToAMoment() {
        timeline.add(HostNumbers.of(sample(10, 5, 1_000)));
        timeline.add(HostNumbers.of(sample(12, 5, 1_000)));

        assertThat(timeline.nearestSample(0).nanos()).isEqualTo(10 * SECOND);
        assertThat(timeline.nearestSample(11 * SECOND - 1).nanos()).isEqualTo(10 * SECOND);
        assertThat(timeline.nearestSample(11 * SECOND + 1).nanos()).isEqualTo(12 * SECOND);
        assertThat(timeline.nearestSample(99 * SECOND).nanos()).isEqualTo(12 * SECOND);
    }

    @Test
    void keepsTheFailuresThatHappenedWhileItWatched() {
        timeline.add(Failures.at(5));
        timeline.add(Failures.of(6, Cause.SHORTAGE, false, false, null));

        assertThat(timeline.failuresBetween(0, 10 * SECOND))
                .extracting(FailureMark::order, FailureMark::nanos)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5, 5 * SECOND));
    }

    /** In a JVM whose heap could not hold a hundredth of the flood. */
    @Test
    void takesNoMoreMemoryThanItSaysHoweverMuchComes() throws Exception {
        String kept = ChildJvm.run(TimelineFlood.class, "-Xmx40m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .get(0);
        assertThat(Long.parseLong(kept)).isBetween(1L << 20, Timeline.MOST_BYTES);
    }

    public static GcEvent gc(String collector, long startSeconds, long endSeconds, boolean pause) {
        return new GcEvent(
                collector, "a cause", 1, startSeconds * SECOND, endSeconds * SECOND, pause, 0, 0, 0, 0, 1_000_000);
    }

    private static HostSample sample(long second, long compactStalls, long someMicros) {
        return new HostSample(
                second * SECOND,
                List.of(),
                new VmStat(Map.of("compact_stall", compactStalls)),
                new Pressure(someMicros, 0));
    }
}
