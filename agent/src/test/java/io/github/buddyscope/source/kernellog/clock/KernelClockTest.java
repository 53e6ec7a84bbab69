// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelClockTest {
    private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    private long now = SECONDS.toNanos(600);

    private KernelClock clock(Path... schedDebug) {
        return new KernelClock(() -> now, () -> BOOT.plusNanos(now), List.of(schedDebug), 0);
    }

    private static KernelLine line(long micros, long readNanos) {
        return new KernelLine(1, "text", micros, null, null, new KernelLine.Arrival(readNanos, true));
    }

    @Test
    void assumesThatBothClocksBeganTogetherAndDoubtsItByASecond() {
        KernelTime time = clock().place(line(500_000_000, now));

        assertThat(time.nanos()).isEqualTo(SECONDS.toNanos(500));
        assertThat(time.time()).isEqualTo(BOOT.plusSeconds(500));
        assertThat(time.errorNanos()).isBetween(SECONDS.toNanos(1), SECONDS.toNanos(1) + MILLISECONDS.toNanos(60));
    }

    @Test
    void doubtsItByFiveHundredPartsInAMillionOfALongUptime() {
        long uptime = Duration.ofDays(100).toNanos();
        now = uptime;

        assertThat(clock().place(line(now / 1000, now)).errorNanos()).isBetween(uptime / 2000, uptime / 1990);
    }

    @Test
    void readsBothClocksWhereRootMay(@TempDir Path directory) throws Exception {
        Path debug =
                Files.writeString(directory.resolve("debug"), "\nktime   : 600000.000000\ncpu_clk : 600250.000000\n");
        KernelTime time = clock(debug).place(line(600_249_000, now));

        assertThat(time.nanos()).isEqualTo(now - MILLISECONDS.toNanos(1));
        assertThat(time.errorNanos()).isLessThanOrEqualTo(MILLISECONDS.toNanos(2));
    }

    @Test
    void takesTheLeastDelayedOfTheLiveRecords() {
        KernelClock clock = clock();
        for (long delayMillis : new long[] {40, 3, 900}) {
            now += SECONDS.toNanos(1);
            clock.stamped((now - MILLISECONDS.toNanos(delayMillis)) / 1000, KernelClock.UNKNOWN, now, true);
        }
        now += MILLISECONDS.toNanos(1);
        KernelTime time = clock.place(line(now / 1000 - 100_000, now));

        assertThat(time.nanos() - (now - MILLISECONDS.toNanos(100))).isBetween(0L, MILLISECONDS.toNanos(6));
    }

    @Test
    void aReaderSeenAsleepBoundsTheErrorFromTheOtherSide() {
        now = Duration.ofDays(100).toNanos();
        KernelClock clock = clock();
        long asleep = now;
        now += MILLISECONDS.toNanos(300);
        clock.stamped(now / 1000, asleep, now, true);

        assertThat(clock.place(line(now / 1000, now)).errorNanos()).isLessThan(MILLISECONDS.toNanos(310));
    }

    @Test
    void nothingIsPlacedAfterItWasRead() {
        KernelTime time = clock().place(line(now / 1000 + 500_000, now));

        assertThat(time.nanos()).isEqualTo(now);
    }

    @Test
    void believesTheRecordsWhereAClockJumped() {
        KernelClock clock = clock();
        long jumped = SECONDS.toNanos(5000); // local_clock is that far ahead
        clock.stamped((now + jumped) / 1000, KernelClock.UNKNOWN, now, true);
        KernelTime time = clock.place(line((now + jumped) / 1000, now));

        assertThat(Math.abs(time.nanos() - now)).isLessThanOrEqualTo(time.errorNanos());
        assertThat(time.errorNanos()).isLessThan(SECONDS.toNanos(2));
    }

    @Test
    void isCertainOnlyBeyondItsBound() {
        KernelClock clock = clock();

        assertThat(clock.certainlyAfter(now / 1000 + 900_000, now)).isFalse();
        assertThat(clock.certainlyAfter(now / 1000 + 1_100_000, now)).isTrue();
    }

    @Test
    void placesNothingWithoutAStampAndSurvivesAnImpossibleOne() {
        KernelLine without = new KernelLine(1, "text", null, null, null, null);

        assertThat(clock().place(without)).isNull();
        assertThat(clock().place(line(Long.MAX_VALUE, now)).nanos()).isLessThanOrEqualTo(now);
    }

    /** Clocks that began up to a second apart and drift as far as NTP lets them, readers that are late and sometimes very late. */
    @Test
    void theTrueTimeIsAlwaysWithinTheBound() {
        for (long seed = 0; seed < 300; seed++) {
            simulate(seed);
        }
    }

    private void simulate(long seed) {
        Random random = new Random(seed);
        double drift = (random.nextDouble() * 2 - 1) * 0.000499;
        long apart = (long) ((random.nextDouble() * 2 - 1) * SECONDS.toNanos(1) * 0.99);
        long begin = SECONDS.toNanos(1 + random.nextInt(10_000_000));
        now = begin;
        KernelClock clock = clock();
        long narrowest = Long.MAX_VALUE;
        for (int i = 0; i < 2000; i++) {
            long asleep = now;
            long event = now + wait(random);
            // apart counts while the uptime's own 500 ppm are less than that second
            long local = event + (begin < SECONDS.toNanos(2000) ? apart : 0) + (long) (drift * (event - begin));
            now = event + delay(random);
            boolean seen = random.nextBoolean();
            clock.stamped(local / 1000, seen ? asleep : KernelClock.UNKNOWN, now, true);
            KernelTime time = clock.place(line(local / 1000, now));

            assertThat(Math.abs(time.nanos() - event))
                    .as("seed %d, record %d", seed, i)
                    .isLessThanOrEqualTo(time.errorNanos());
            assertThat(Duration.between(BOOT.plusNanos(event), time.time())
                            .abs()
                            .toNanos())
                    .isLessThanOrEqualTo(time.errorNanos());
            narrowest = Math.min(narrowest, time.errorNanos());
        }
        assertThat(narrowest).as("the bound is of use").isLessThan(SECONDS.toNanos(1));
    }

    private static long wait(Random random) {
        return random.nextInt(20) == 0 ? SECONDS.toNanos(random.nextInt(100_000)) : random.nextInt(1_000_000_000);
    }

    private static long delay(Random random) {
        return random.nextInt(10) == 0 ? SECONDS.toNanos(random.nextInt(30)) : random.nextInt(5_000_000);
    }
}
