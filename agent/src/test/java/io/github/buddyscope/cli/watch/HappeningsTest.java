// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.watch.Happening.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private final Happenings happenings = new Happenings();

    @Test
    void areInTheOrderOfTheirTimesHoweverTheyCame() {
        happenings.add(at(3, Kind.STALL, false));
        happenings.add(at(1, Kind.FAILURE, false));
        happenings.add(at(2, Kind.NOTE, false));

        assertThat(happenings.all()).extracting(Happening::what).containsExactly("1", "2", "3");
    }

    @Test
    void ofWhatTheLogHeldBeforeNothingCountsAsAFailureMeanwhile() {
        happenings.add(at(1, Kind.FAILURE, true));
        happenings.add(at(2, Kind.FAILURE, false));
        happenings.add(at(3, Kind.ATTEMPT, false));

        assertThat(happenings.failures()).isEqualTo(1);
        assertThat(happenings.total()).isEqualTo(3);
    }

    @Test
    void whatCameSinceIsGivenOnceAndInTheOrderThatItCame() {
        happenings.add(at(5, Kind.STALL, false));
        happenings.add(at(4, Kind.STALL, false));

        assertThat(happenings.since(0)).extracting(Happening::what).containsExactly("5", "4");
        assertThat(happenings.since(1)).extracting(Happening::what).containsExactly("4");
        assertThat(happenings.since(2)).isEmpty();
    }

    @Test
    void theOldestAreForgottenAndStillCounted() {
        for (int i = 0; i < Happenings.MOST + 5; i++) {
            happenings.add(at(i, Kind.FAILURE, false));
        }

        assertThat(happenings.all())
                .hasSize(Happenings.MOST)
                .first()
                .extracting(Happening::what)
                .isEqualTo("5");
        assertThat(happenings.failures()).isEqualTo(Happenings.MOST + 5);
        assertThat(happenings.since(2)).hasSize(Happenings.MOST);
        assertThat(happenings.since(Happenings.MOST + 4)).hasSize(1);
    }

    private static Happening at(int second, Kind kind, boolean old) {
        return new Happening(Instant.ofEpochSecond(second), kind, old, false, Integer.toString(second), "", "");
    }
}
