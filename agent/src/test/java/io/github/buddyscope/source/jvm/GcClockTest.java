// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GcClockTest {
    @Test
    void keepsTheTrueTimeWithinItsError() {
        Random random = new Random(7);
        long uptimeZero = 1_000_000_000L;
        long trueZero = uptimeZero + TimeUnit.MILLISECONDS.toNanos(12);
        GcClock clock = new GcClock(uptimeZero);
        for (int i = 0; i < 200; i++) {
            long trueEnd = trueZero + random.nextLong(TimeUnit.HOURS.toNanos(1));
            long told = TimeUnit.NANOSECONDS.toMillis(trueEnd - trueZero);
            clock.seen(told, trueEnd + random.nextLong(TimeUnit.MILLISECONDS.toNanos(80)));

            assertThat(Math.abs(clock.nanos(told) - trueEnd)).isLessThanOrEqualTo(clock.errorNanos());
        }
        assertThat(clock.errorNanos()).isLessThan(TimeUnit.MILLISECONDS.toNanos(20));
    }
}
