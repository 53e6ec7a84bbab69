// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WallOffsetTest {
    private final WallOffset wall = new WallOffset();

    @Test
    void turnsMonotonicTimeIntoWallClockTimeWithinItsError() {
        for (int i = 0; i < 100; i++) {
            wall.measure();
            long before = System.currentTimeMillis();
            long moment = (System.nanoTime() + wall.nanos()) / 1_000_000;
            long after = System.currentTimeMillis();
            long error = 1 + wall.errorNanos() / 1_000_000;
            assertThat(moment).isBetween(before - error, after + error);
        }
        assertThat(wall.timesSet()).isZero();
    }

    @Test
    void noticesThatSomebodySetTheWallClock() {
        wall.pretendSetBack(TimeUnit.SECONDS.toNanos(90));
        wall.measure();
        assertThat(wall.timesSet()).isEqualTo(1);
        assertThat(wall.state().detail()).contains("set 1 times, by -90.0");
        wall.measure();
        assertThat(wall.timesSet()).isEqualTo(1);
    }
}
