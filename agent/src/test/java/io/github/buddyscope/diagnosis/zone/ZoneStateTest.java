// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneStateTest {
    @ParameterizedTest
    @CsvSource({
        "301, ABOVE_HIGH, above high",
        "300, BELOW_HIGH, below high",
        "201, BELOW_HIGH, below high",
        "200, BELOW_LOW,  below low",
        "101, BELOW_LOW,  below low",
        "100, BELOW_MIN,  below min",
        "0,   BELOW_MIN,  below min",
        "-1,  UNKNOWN,    unknown",
    })
    void aMarkIsMissedWhenFreeMemoryEqualsIt(long free, ZoneState state, String words) {
        assertThat(ZoneState.of(zone(free, 1000, 1000))).isEqualTo(state);
        assertThat(state.words()).isEqualTo(words);
    }

    @Test
    void aZoneWithoutMemoryHasNoState() {
        assertThat(ZoneState.of(zone(0, 0, 0))).isEqualTo(ZoneState.UNKNOWN);
        assertThat(ZoneState.of(zone(0, 1000, 0))).isEqualTo(ZoneState.UNKNOWN);
        assertThat(ZoneState.of(null)).isEqualTo(ZoneState.UNKNOWN);
    }

    @Test
    void aKernelThatPrintsNoManagedPagesHasStatesAllTheSame() {
        assertThat(ZoneState.of(zone(50, 1000, ZoneInfo.UNKNOWN))).isEqualTo(ZoneState.BELOW_MIN);
    }

    private static ZoneInfo zone(long free, long present, long managed) {
        return new ZoneInfo(
                new ZoneId(0, "Normal"),
                free,
                new Watermarks(100, 200, 300),
                ZoneInfo.UNKNOWN,
                present,
                managed,
                ZoneInfo.UNKNOWN,
                List.of());
    }
}
