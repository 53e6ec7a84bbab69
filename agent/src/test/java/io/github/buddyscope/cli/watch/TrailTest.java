// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.watch.Trail.Worst;
import org.junit.jupiter.api.Test;

class TrailTest {
    private final Trail trail = new Trail();

    @Test
    void theWorstOfAStretchStandsForIt() {
        for (int i = 0; i < 10; i++) {
            trail.add(i, i);
        }
        assertThat(trail.stretches(9, 5, 3, Worst.LOWEST)).containsExactly(Double.NaN, 0, 5);
        assertThat(trail.stretches(9, 5, 3, Worst.HIGHEST)).containsExactly(Double.NaN, 4, 9);
        assertThat(trail.highest()).isEqualTo(9);
    }

    @Test
    void aValueStaysInItsStretchAsTimeGoesOn() {
        trail.add(7, 3);
        assertThat(trail.stretches(8, 5, 2, Worst.LOWEST)).containsExactly(Double.NaN, 3);
        assertThat(trail.stretches(11, 5, 2, Worst.LOWEST)).containsExactly(3, Double.NaN);
        assertThat(trail.stretches(20, 5, 2, Worst.LOWEST)).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void theOldestAreForgottenAndTheNewestKept() {
        for (int i = 0; i < 5 * Trail.MOST + 3; i++) {
            trail.add(i, i);
        }
        long last = 5L * Trail.MOST + 2;
        assertThat(trail.stretches(last, 1, 2, Worst.LOWEST)).containsExactly(last - 1, last);
        assertThat(trail.stretches(last, Trail.MOST, 3, Worst.LOWEST))
                .containsExactly(Double.NaN, last - Trail.MOST + 1, 5 * Trail.MOST);
    }
}
