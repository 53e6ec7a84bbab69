// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallOffsetTest {
    private Duration set = Duration.ZERO;
    private final WallOffset wall = new WallOffset(() -> Instant.now().plus(set));

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
        assertThat(wall.state().detail()).doesNotContain("set");
    }

    @Test
    void noticesThatSomebodySetTheWallClock() {
        set = Duration.ofSeconds(-90);
        wall.measure();
        assertThat(wall.state().detail()).contains("set 1 times, by -90.0");
        wall.measure();
        assertThat(wall.state().detail()).contains("set 1 times, by -90.0");
    }
}
