// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What {@code java.time} says. */
class MicrosTest {
    @Test
    void countsTheDaysOfAllYearsThatALogCanName() {
        for (int year = 0; year <= 10_100; year++) {
            assertThat(Micros.isLeap(year)).as("%s", year).isEqualTo(Year.isLeap(year));
            for (int month = 1; month <= 12; month++) {
                LocalDate first = LocalDate.of(year, month, 1);
                assertSame(first.atStartOfDay());
                assertSame(first.withDayOfMonth(first.lengthOfMonth()).atTime(LocalTime.MAX));
            }
        }
    }

    @Test
    void countsTheTimeOfDay() {
        assertThat(Micros.of(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_999))).isOne();
        assertThat(Micros.of(LocalDateTime.of(1970, 1, 2, 3, 4, 5))).isEqualTo(97_445_000_000L);
    }

    private static void assertSame(LocalDateTime time) {
        long micros = time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1_000;
        if (Micros.of(time) != micros) { // AssertJ for each would take a second
            assertThat(Micros.of(time)).as("%s", time).isEqualTo(micros);
        }
    }
}
