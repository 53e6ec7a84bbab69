// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyslogClockTest {
    private static final Instant BOOT = Instant.parse("2026-11-22T10:00:00Z");
    private static final LocalDateTime BOOT_LOCAL = LocalDateTime.parse("2026-11-22T10:00:00");

    private final long now = SECONDS.toNanos(600);
    private final KernelClock kernel = new KernelClock(() -> now, () -> BOOT.plusNanos(now), List.of(), 0);
    private final SyslogClock clock = new SyslogClock(kernel, () -> now, () -> BOOT.plusNanos(now), ZoneOffset.UTC);

    private static KernelLine line(Long micros, LocalDateTime time, Long readNanos, boolean live) {
        KernelLine.Arrival arrival = readNanos == null ? null : new KernelLine.Arrival(readNanos, live);
        return new KernelLine(1, "text", micros, time, null, arrival);
    }

    @Test
    void placesHistoryByTheDaemonsTimeToASecond() {
        KernelTime time = clock.place(line(1L, BOOT_LOCAL.plusSeconds(300), now, false));

        assertThat(time).isEqualTo(new KernelTime(SECONDS.toNanos(300), BOOT.plusSeconds(300), SECONDS.toNanos(1)));
    }

    @Test
    void placesNoHistoryByAStampThatMayBeAnotherBoots() {
        assertThat(clock.place(line(300_000_000L, null, now, false))).isNull();
        assertThat(clock.place(line(300_000_000L, null, null, false))).isNull();
    }

    @Test
    void sharpensALiveLineByTheKernelsStamp() {
        long event = SECONDS.toNanos(599) + MILLISECONDS.toNanos(750);
        KernelTime time = clock.place(line(event / 1000, BOOT_LOCAL.plusSeconds(599), now, true));

        assertThat(time.nanos()).isEqualTo(event);
        assertThat(time.errorNanos()).isLessThan(SECONDS.toNanos(2));
    }

    @Test
    void takesNoStampThatContradictsTheReading() {
        KernelTime time = clock.place(line(17L, BOOT_LOCAL.plusSeconds(599), now, true));

        assertThat(time.time()).isEqualTo(BOOT.plusSeconds(599));
    }

    @Test
    void learnsNothingFromAnotherHostsStamps() {
        clock.read(line(9_000_000_000_000L, null, now, true));
        long event = SECONDS.toNanos(599);

        assertThat(clock.place(line(event / 1000, null, now, true)).nanos()).isEqualTo(event);
    }

    @Test
    void placesALiveLineWhereItWasReadWhenTheDaemonCountsInAnotherZone() {
        KernelTime time = clock.place(line(null, BOOT_LOCAL.plusHours(7), now, true));

        assertThat(time.nanos()).isEqualTo(now);
        assertThat(time.errorNanos()).isEqualTo(SECONDS.toNanos(5));
    }
}
