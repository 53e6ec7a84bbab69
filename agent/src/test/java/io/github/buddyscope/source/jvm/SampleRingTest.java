// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleRingTest {
    private final SampleRing ring = new SampleRing();
    private final AllocationSites sites = new AllocationSites();

    @Test
    void whatComesAfterALongQuietIsFound() {
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 100; i++) {
                ring.drainTo(sites);
            }
            assertThat(ring.offer(new Sample(1 << 20, 1, List.of()))).isTrue();
            ring.drainTo(sites);

            assertThat(samples()).isEqualTo(round);
        }
    }

    @Test
    void aFullRingIsDrainedWhole() {
        int offered = 0;
        while (ring.offer(new Sample(1 << 20, 1, List.of()))) {
            offered++;
        }
        ring.drainTo(sites);

        assertThat(samples()).isEqualTo(offered);
        assertThat(ring.offer(new Sample(1 << 20, 1, List.of()))).isTrue();
    }

    private long samples() {
        return sites.rest(List.of()).samples();
    }
}
