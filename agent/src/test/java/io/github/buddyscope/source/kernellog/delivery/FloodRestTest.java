// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FloodRestTest {
    private static final long MICRO = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final FloodRest rest = new FloodRest(0);
    private long now;
    private long worked;
    private long rested;

    /** A line that takes so long, and the rest behind it. */
    private void line(long nanos) {
        rest.line(now, true);
        now += nanos;
        worked += nanos;
        long due = rest.due(now);
        now += due;
        rested += due;
    }

    private void lines(int many) {
        for (int i = 0; i < many; i++) {
            line(10 * MICRO);
        }
    }

    @Test
    void restsAHundredTimesAsLongAsItWorks() {
        for (int i = 0; i < 100; i++) {
            rest.overtaken();
            lines(50);
        }
        assertThat((double) rested / worked).isBetween(FloodRest.PARTS * 0.99, FloodRest.PARTS * 1.01);
    }

    @Test
    void takesTimeInWhichNothingCameForRest() {
        lines(40);
        rest.nothing(now);
        now += FloodRest.PARTS * MILLI;
        lines(40);

        assertThat(rested).isZero();
    }

    @Test
    void restsThoughTheFloodPausesAgainAndAgain() {
        for (int i = 0; i < 10_000; i++) {
            lines(40);
            rest.nothing(now);
            now += 20 * MILLI;
        }
        assertThat((double) worked / now).isBetween(0.008, 1.1 / FloodRest.PARTS + 0.02);
    }

    @Test
    void readsWhatIsLeftBehindAFloodWithoutARest() {
        for (int i = 0; i < 100; i++) {
            rest.overtaken();
            lines(50);
        }
        lines(100);
        rested = 0;
        lines(9_000);

        assertThat(rested).isZero();
    }

    @Test
    void doesSoOnceInAFloodThatIsSlowEnoughToLoseNothing() {
        lines(1_000_000);

        assertThat((double) rested / worked).isGreaterThan(FloodRest.PARTS * 0.95);
    }

    @Test
    void doesNotRestForLinesThatAreOfNoFlood() {
        for (int i = 0; i < 1_000; i++) {
            rest.line(now, false);
            now += 10 * MICRO;
        }
        rest.line(now, true);

        assertThat(rest.due(now + 1)).isZero();
    }

    @Test
    void restsATenthOfASecondAtMostHoweverLongTheProcessWasStopped() {
        rest.overtaken();
        line(TimeUnit.HOURS.toNanos(1));

        assertThat(rested).isEqualTo(100 * MILLI);
        rested = 0;
        line(10 * MICRO);
        assertThat(rested).isZero();
    }
}
