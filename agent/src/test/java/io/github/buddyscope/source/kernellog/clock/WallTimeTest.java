// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WallTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant utc(String local, String now) {
        return WallTime.of(LocalDateTime.parse(local), ZoneOffset.UTC, Instant.parse(now))
                .time();
    }

    @Test
    void theLatestYearThatIsNotAfterTomorrow() {
        assertThat(utc("0000-04-14T07:32:42", "2026-11-22T00:00:00Z")).isEqualTo("2026-04-14T07:32:42Z");
        assertThat(utc("0000-12-31T23:59:59", "2026-01-01T00:00:10Z")).isEqualTo("2025-12-31T23:59:59Z");
        assertThat(utc("0000-01-01T00:00:10", "2025-12-31T23:59:59Z")).isEqualTo("2026-01-01T00:00:10Z");
        assertThat(utc("0000-11-24T00:00:00", "2026-11-22T12:00:00Z")).isEqualTo("2025-11-24T00:00:00Z");
    }

    @Test
    void aLeapDayIsInALeapYear() {
        assertThat(utc("0000-02-29T12:00:00", "2026-11-22T00:00:00Z")).isEqualTo("2024-02-29T12:00:00Z");
        assertThat(utc("0000-02-29T12:00:00", "2103-11-22T00:00:00Z")).isEqualTo("2096-02-29T12:00:00Z");
    }

    @Test
    void aYearThatIsPrintedStands() {
        assertThat(utc("2019-04-14T07:32:42.5", "2026-11-22T00:00:00Z")).isEqualTo("2019-04-14T07:32:42.500Z");
    }

    @Test
    void countsInTheZoneAndDoubtsTheHourThatComesTwice() {
        Instant now = Instant.parse("2026-11-22T00:00:00Z");
        WallTime summer = WallTime.of(LocalDateTime.parse("2026-07-01T12:00:00"), BERLIN, now);
        WallTime twice = WallTime.of(LocalDateTime.parse("2026-10-25T02:30:00"), BERLIN, now);

        assertThat(summer).isEqualTo(new WallTime(Instant.parse("2026-07-01T10:00:00Z"), Duration.ofSeconds(1)));
        assertThat(twice.error()).isEqualTo(Duration.ofSeconds(3601));
    }

    @Test
    void isNoneForATimeOutOfAllReason() {
        Instant now = Instant.parse("2026-11-22T00:00:00Z");

        assertThat(WallTime.of(LocalDateTime.MAX, BERLIN, now)).isNull();
        assertThat(WallTime.of(LocalDateTime.MIN, BERLIN, now)).isNull();
    }
}
