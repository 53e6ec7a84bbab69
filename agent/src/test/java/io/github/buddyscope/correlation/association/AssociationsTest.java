// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.buddyscope.correlation.Failures;
import io.github.buddyscope.correlation.timeline.TimelineTest;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.model.GcEvent;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AssociationsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long TICK = SECOND / 4;
    private static final long MEBI = 1L << 20;

    private final Associations associations = new Associations(0, 5 * SECOND);

    @Test
    void answersOnceAMinute() {
        assertThat(associations.due(59 * SECOND)).isEmpty();
        assertThat(associations.due(60 * SECOND)).hasSize(1);
        assertThat(associations.due(61 * SECOND)).isEmpty();
        assertThat(associations.due(500 * SECOND)).hasSize(1);
        assertThat(associations.due(539 * SECOND)).isEmpty();
        assertThat(associations.due(540 * SECOND)).hasSize(1);
    }

    @Test
    void asksOnlyAboutWhatIsWatched() {
        associations.tick(SECOND, -1, -1);
        assertThat(activities(60)).containsExactly("GC pauses");
        associations.tick(61 * SECOND, 0, 1);
        assertThat(activities(120)).containsExactly("GC pauses", "direct-buffer bursts", "heap growth");
    }

    @Test
    void findsFailuresThatComeWithPauses() {
        Random random = new Random(5);
        for (long second = 10; second < 3_500; second += 10 + random.nextInt(20)) {
            associations.add(TimelineTest.gc("Copy", second, second + 1, true));
            if (random.nextInt(4) == 0) {
                associations.add(Failures.at(second));
            }
        }
        Association pauses = associations.due(3_600 * SECOND).get(0);
        assertThat(pauses.pValue()).isLessThan(0.01);
        assertThat(pauses.coinciding()).isEqualTo(pauses.episodes());
        assertThat(pauses.sentence()).contains("more often than chance explains");
    }

    @Test
    void takesNoConcurrentCycleForAPause() {
        associations.add(TimelineTest.gc("ZGC Cycles", 10, 30, false));
        assertThat(associations.due(60 * SECOND).get(0).coverage()).isZero();
    }

    @Test
    void aBurstOfFailuresIsOneEpisodeWhateverTheirKind() {
        associations.add(Failures.at(10));
        associations.add(Failures.of(12, Cause.SHORTAGE, true, false, null));
        associations.add(Failures.at(16));
        associations.add(Failures.at(30));
        assertThat(associations.due(60 * SECOND).get(0).episodes()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatWasBeforeTheStart() {
        associations.add(Failures.of(10, Cause.SHORTAGE, false, false, null));
        assertThat(associations.due(60 * SECOND).get(0).episodes()).isZero();
    }

    @Test
    void toleratesTheErrorsOfBothClocksButATwentiethOfASecondAtLeast() {
        associations.add(Failures.at(10));
        assertThat(associations.due(60 * SECOND).get(0).toleranceNanos()).isEqualTo(SECOND / 20);
        associations.add(new GcEvent("Copy", "", 1, 0, 1, true, 0, 0, 0, 0, SECOND / 5));
        assertThat(associations.due(120 * SECOND).get(0).toleranceNanos()).isEqualTo(SECOND / 5 + SECOND / 500);
    }

    @Test
    void aBurstIsAMebibyteAtFourTimesTheUsualRate() {
        DirectBursts bursts = new DirectBursts();
        long bytes = 0;
        long now = 0;
        for (; now < 60 * SECOND; now += TICK) {
            assertThat(bursts.tick(now, bytes += MEBI / 2)).isFalse();
        }
        assertThat(bursts.tick(now, bytes += MEBI * 3 / 2)).isFalse();
        assertThat(bursts.tick(now += TICK, bytes += MEBI * 5 / 2)).isTrue();
        assertThat(bursts.tick(now += TICK, bytes + MEBI / 2)).isFalse();
    }

    @Test
    void anythingBelowAMebibyteIsNoBurstAndTheBeginIsNotJudged() {
        DirectBursts bursts = new DirectBursts();
        assertThat(bursts.tick(0, 0)).isFalse();
        assertThat(bursts.tick(TICK, 100 * MEBI)).isFalse();
        DirectBursts idle = new DirectBursts();
        for (long now = 0; now < 60 * SECOND; now += TICK) {
            idle.tick(now, 0);
        }
        assertThat(idle.tick(60 * SECOND, MEBI - 1)).isFalse();
        assertThat(idle.tick(61 * SECOND, 3 * MEBI)).isTrue();
    }

    @Test
    void heapGrowthIsTheTickInWhichItGrew() {
        associations.tick(10 * SECOND, -1, 100);
        associations.tick(11 * SECOND, -1, 100);
        associations.tick(12 * SECOND, -1, 90);
        associations.tick(20 * SECOND, -1, 95);
        associations.tick(21 * SECOND, -1, 95);
        Association growth = associations.due(60 * SECOND).get(1);
        assertThat(growth.activity()).isEqualTo("heap growth");
        assertThat(growth.coverage()).isCloseTo(8.1 / 58, within(1e-9));
    }

    private List<String> activities(long second) {
        return associations.due(second * SECOND).stream()
                .map(Association::activity)
                .toList();
    }
}
