// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {
    private long nanos = 1_000_000_000;
    private long heldUp = 5_000_000;

    @Test
    void readsAgainWhereTheThreadWasHeldUpBetweenTheClocks() {
        Moment now = Moment.now(() -> nanos, () -> {
            Instant time = Instant.ofEpochSecond(0, nanos);
            nanos += heldUp;
            heldUp = 1000;
            return time;
        });

        assertThat(now.errorNanos()).isEqualTo(1000);
        assertThat(now.nanos()
                        - now.time().getEpochSecond() * 1_000_000_000
                        - now.time().getNano())
                .isEqualTo(500);
    }

    @Test
    void saysHowFarApartTheyMayBeWhereItNeverWent() {
        Moment now = Moment.now(() -> nanos, () -> {
            nanos += heldUp;
            return Instant.EPOCH;
        });

        assertThat(now.errorNanos()).isEqualTo(heldUp);
    }
}
