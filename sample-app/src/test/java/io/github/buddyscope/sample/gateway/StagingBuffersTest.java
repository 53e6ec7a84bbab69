// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagingBuffersTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"1, 1", "1048576, 1", "1048577, 2", "3000000, 4", "4194305, 8", "8388608, 8"})
    void areThePowerOfTwoThatHoldsTheDocument(int bytes, int mib) {
        try (StagingBuffers.Lease lease = new StagingBuffers().lease(bytes)) {
            assertThat(lease.capacity()).isEqualTo(mib * MIB);
            assertThat(lease.buffer().isDirect()).isTrue();
            assertThat(lease.buffer().remaining()).isGreaterThanOrEqualTo(bytes);
        }
    }

    @Test
    void goInEachOfTheWaysInTurn() {
        StagingBuffers staging = new StagingBuffers();
        Set<StagingBuffers.Release> ways = EnumSet.noneOf(StagingBuffers.Release.class);
        for (int i = 0; i < StagingBuffers.Release.values().length; i++) {
            try (StagingBuffers.Lease lease = staging.lease(1)) {
                ways.add(lease.release());
            }
        }

        assertThat(ways).containsExactlyInAnyOrder(StagingBuffers.Release.values());
    }

    @Test
    void useAKeptOneAgain() {
        StagingBuffers staging = new StagingBuffers();
        StagingBuffers.Lease first = staging.lease(1);
        first.close();
        staging.lease(1).close();
        staging.lease(1).close();

        try (StagingBuffers.Lease fourth = staging.lease(1)) {
            assertThat(first.release()).isEqualTo(StagingBuffers.Release.KEPT);
            assertThat(fourth.buffer()).isSameAs(first.buffer());
        }
    }
}
