// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.screen.Glyphs;
import io.github.buddyscope.model.ZoneInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GaugeTest {
    private final Gauge gauge = new Gauge(Glyphs.ASCII, 4);

    @ParameterizedTest
    @CsvSource({
        "0,      ----|----|----|----",
        "50,     ==--|----|----|----",
        "100,    ====|----|----|----",
        "101,    ====|=---|----|----",
        "200,    ====|====|----|----",
        "250,    ====|====|==--|----",
        "300,    ====|====|====|----",
        "301,    ====|====|====|=---",
        "300000, ====|====|====|====",
    })
    void eachMarkEndsABand(long free, String picture) {
        assertThat(gauge.of(info(free, 100)).text()).isEqualTo(picture);
    }

    @Test
    void theNamesStandAtTheMarks() {
        assertThat(gauge.heading().text()).isEqualTo("   min  low  high");
    }

    @Test
    void whatIsNotKnownIsNotDrawn() {
        assertThat(gauge.of(null).text()).isEqualTo("?");
        assertThat(gauge.of(info(5, -1)).text()).isEqualTo("?");
    }

    private static ZoneInfo info(long free, long min) {
        return Scenes.zone(0, "Normal", free, min, 200, 300, 300_000, 1).info();
    }
}
