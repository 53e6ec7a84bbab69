// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostReadingTest {
    private static final long SECOND = Findings.SECOND;

    @Test
    void theFirstSampleHasNoRates() {
        HostReading first = new HostReading(Findings.host().now(), null, 4096);

        assertThat(first.periodNanos()).isEqualTo(ZoneInfo.UNKNOWN);
        assertThat(first.someStalled()).isNaN();
        assertThat(HostCounter.DIRECT_RECLAIMS.delta(first)).isEqualTo(ZoneInfo.UNKNOWN);
        assertThat(HostCounter.DIRECT_RECLAIMS.total(first.now())).isEqualTo(16);
    }

    @Test
    void aStallIsAShareOfThePeriod() {
        assertThat(Findings.host().someStalled()).isEqualTo(0.25);
        assertThat(Findings.host().allStalled()).isEqualTo(0.05);
    }

    @Test
    void aShareIsNeverMoreThanAll() {
        HostReading reading = reading(new Pressure(0, 0), new Pressure(1_000_400, 0), Map.of(), Map.of());

        assertThat(reading.someStalled()).isEqualTo(1);
    }

    @Test
    void aFileOfOneLineLeavesTheOtherShareUnknown() {
        HostReading reading = reading(new Pressure(0, -1), new Pressure(100_000, -1), Map.of(), Map.of());

        assertThat(reading.someStalled()).isEqualTo(0.1);
        assertThat(reading.allStalled()).isNaN();
    }

    @Test
    void aKernelWithoutPressureFilesHasNoShares() {
        assertThat(reading(null, null, Map.of(), Map.of()).someStalled()).isNaN();
        assertThat(reading(null, new Pressure(1, 1), Map.of(), Map.of()).someStalled())
                .isNaN();
    }

    @Test
    void aCounterThatWentBackIsUnknownAndNotNegative() {
        HostReading reading = reading(null, null, Map.of("compact_fail", 9L), Map.of("compact_fail", 8L));

        assertThat(HostCounter.COMPACTIONS_FAILED.delta(reading)).isEqualTo(ZoneInfo.UNKNOWN);
    }

    @Test
    void aCounterThatThisKernelLacksIsUnknownAndNotZero() {
        HostReading reading = reading(null, null, Map.of(), Map.of());

        assertThat(HostCounter.OOM_KILLS.delta(reading)).isEqualTo(ZoneInfo.UNKNOWN);
        assertThat(HostCounter.DIRECT_RECLAIMS.total(reading.now())).isEqualTo(ZoneInfo.UNKNOWN);
    }

    @Test
    void reclaimsOfAllZonesAreAddedUp() {
        HostReading reading = reading(
                null,
                null,
                Map.of("allocstall_normal", 1L, "allocstall_dma32", 1L),
                Map.of("allocstall_normal", 5L, "allocstall_dma32", 2L));

        assertThat(HostCounter.DIRECT_RECLAIMS.delta(reading)).isEqualTo(5);
    }

    private static HostReading reading(Pressure before, Pressure now, Map<String, Long> then, Map<String, Long> later) {
        return new HostReading(
                new HostSample(2 * SECOND, List.of(), new VmStat(later), now),
                new HostSample(SECOND, List.of(), new VmStat(then), before),
                4096);
    }
}
