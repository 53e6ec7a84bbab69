// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OffsetTrailTest {
    private final OffsetTrail trail = new OffsetTrail();

    private void add(long seconds, long best) {
        trail.add(new OffsetTrail.Point(TimeUnit.SECONDS.toNanos(seconds), best - 1, best, best + 1, 0));
    }

    @Test
    void knowsNothingBeforeTheFirst() {
        assertThat(trail.nearest(0)).isNull();
    }

    @Test
    void placesByTheTimeThatIsNearest() {
        add(1000, 10);
        add(2000, 20);
        add(3000, 30);

        assertThat(trail.nearest(0).best()).isEqualTo(10);
        assertThat(trail.nearest(TimeUnit.SECONDS.toNanos(2200)).best()).isEqualTo(20);
        assertThat(trail.nearest(TimeUnit.SECONDS.toNanos(99_000)).best()).isEqualTo(30);
    }

    @Test
    void doubtsWhatIsFarFromAnyPointByTheDrift() {
        add(1000, 0);

        TimeSpan span = trail.nearest(0).span(TimeUnit.SECONDS.toNanos(2000));

        assertThat(span.high() - span.best()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500) + 1);
    }

    @Test
    void bringsTheLastUpToDateForAMinute() {
        for (int second = 1; second < 60; second++) {
            add(second, second);
        }

        assertThat(trail.size()).isEqualTo(1);
        assertThat(trail.nearest(0).best()).isEqualTo(59);
    }

    @Test
    void aYearTakesNoMoreRoomThanADay() {
        for (int minute = 1; minute < 366 * 24 * 60; minute += 10) {
            add(minute * 60L, minute);
            assertThat(trail.size()).isLessThanOrEqualTo(OffsetTrail.MOST);
        }

        long half = TimeUnit.DAYS.toNanos(183);
        assertThat(trail.nearest(half).at()).isBetween(half - half / 64, half + half / 64);
    }
}
