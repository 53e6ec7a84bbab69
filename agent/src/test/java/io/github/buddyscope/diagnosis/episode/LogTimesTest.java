// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class LogTimesTest {
    private final LogTimes times = new LogTimes();
    private long number;

    private LogTime at(Long kernelMicros, LocalDateTime time) {
        return times.of(new KernelLine(++number, "", kernelMicros, time, null, null));
    }

    private static LocalDateTime syslog(int month, int day, int hour) {
        return LocalDateTime.of(0, month, day, hour, 0);
    }

    @Test
    void wallClockTimesAreApartByWhatTheySay() {
        LogTime first = at(null, LocalDateTime.of(2025, 4, 14, 7, 32, 42));
        LogTime second = at(5L, LocalDateTime.of(2025, 4, 14, 8, 32, 42));
        assertThat(second.since(first)).isEqualTo(Duration.ofHours(1).toNanos() / 1000);
        assertThat(first.boot()).isEqualTo(second.boot());
    }

    @Test
    void aYearThatSyslogLeftOutGoesUpAtNewYear() {
        LogTime december = at(null, syslog(12, 31, 23));
        LogTime january = at(null, syslog(1, 1, 1));
        assertThat(january.since(december)).isEqualTo(Duration.ofHours(2).toNanos() / 1000);
    }

    @Test
    void anOlderFileMayComeAfterANewerOne() {
        LogTime january = at(null, syslog(1, 1, 1));
        times.nextLog();
        LogTime december = at(null, syslog(12, 31, 23));
        assertThat(december.since(january)).isEqualTo(-Duration.ofHours(2).toNanos() / 1000);
    }

    @Test
    void theLeapDayOfAYearThatIsNotKnownIsADay() {
        LogTime leap = at(null, syslog(2, 29, 12));
        assertThat(at(null, syslog(3, 1, 12)).since(leap))
                .isEqualTo(Duration.ofDays(1).toNanos() / 1000);
    }

    @Test
    void aKernelClockThatFallsBackIsAnotherBootAndTimeGoesOn() {
        LogTime before = at(5_000_000_000L, null);
        LogTime after = at(3_000_000L, null);
        assertThat(after.boot()).isEqualTo(before.boot() + 1);
        assertThat(after.since(before)).isEqualTo(3_000_000);
    }

    @Test
    void linesOfSeveralProcessorsAreALittleOutOfOrder() {
        LogTime before = at(5_000_000_000L, null);
        assertThat(at(4_999_900_000L, null).boot()).isEqualTo(before.boot());
        assertThat(at(5_000_100_000L, null).boot()).isEqualTo(before.boot());
    }

    @Test
    void theKernelsFirstLineTellsABootThatItsClockDoesNot() {
        LogTime before = at(100_000_000L, null);
        times.booted();
        LogTime after = at(5_000_000_000L, null);
        assertThat(after.boot()).isEqualTo(before.boot() + 1);
        assertThat(after.since(before)).isEqualTo(5_000_000_000L);
    }

    @Test
    void theBootAtTheBeginningOfALogIsItsFirst() {
        times.booted();
        assertThat(at(1L, null).boot()).isZero();
    }

    @Test
    void whatHasNoTimeOnTheScaleHasOnlyItsLine() {
        assertThat(at(null, null)).isEqualTo(new LogTime(1, null, 0));
        at(null, syslog(4, 14, 7));
        LogTime kernelOnly = at(9_000_000L, null);
        assertThat(kernelOnly.micros()).isNull();
        assertThat(kernelOnly.line()).isEqualTo(3);
    }

    @Test
    void noTimeStampOverflowsTheScale() {
        LogTime first = at(1L, null);
        assertThat(at(Long.MAX_VALUE, null).micros()).isNull();
        for (int i = 0; i < 1000; i++) {
            times.booted();
            assertThat(at(99_999_999_999_999_999L, null).since(first)).isPositive();
        }
    }
}
