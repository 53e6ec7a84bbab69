// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalClockTest {
    private static final long SECOND = 1_000_000; // in microseconds
    private static final long BOOT = 1_700_000_000L * SECOND;

    private long now = 100_000 * SECOND;
    private final JournalClock clock = new JournalClock(
            new KernelClock(() -> now * 1000, InstantSource.fixed(Instant.EPOCH), List.of(), 0), () -> now * 1000, 0);

    private static KernelLine line(Long stamp, Long wall) {
        LocalDateTime time = wall == null
                ? null
                : LocalDateTime.ofEpochSecond(wall / SECOND, (int) (wall % SECOND) * 1000, ZoneOffset.UTC);
        return new KernelLine(1, "text", stamp, time, null, new KernelLine.Arrival(0, true));
    }

    /** @param delay between the kernel's clock, which is right here, and journald */
    private KernelTime taken(long stamp, long delay) {
        clock.taken(stamp, stamp + delay, BOOT + stamp + delay);
        return clock.place(line(stamp, BOOT + stamp + delay));
    }

    private static Instant wall(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Test
    void placesRecordsThatWereTakenPromptlyFarBelowASecond() {
        taken(5000 * SECOND, 300);
        KernelTime time = taken(5001 * SECOND, 300);

        assertThat(time.errorNanos()).isLessThan(30_000_000);
        assertThat(Math.abs(time.nanos() - 5001 * SECOND * 1000)).isLessThanOrEqualTo(time.errorNanos());
        assertThat(time.time()).isBetween(wall(BOOT + 5000 * SECOND + 970_000), wall(BOOT + 5001 * SECOND + 1000));
    }

    @Test
    void aRecordOfAHeldUpJournaldIsPlacedByItsStampAndThoseThatWerePrompt() {
        taken(5000 * SECOND, 300);
        taken(5001 * SECOND, 300);
        KernelTime time = taken(5002 * SECOND, 3 * SECOND);

        assertThat(time.errorNanos()).isLessThan(30_000_000);
        assertThat(Math.abs(time.nanos() - 5002 * SECOND * 1000)).isLessThanOrEqualTo(time.errorNanos());
    }

    @Test
    void aLoneRecordAfterALongSilenceIsDoubtedByJournaldsDelayAtMost() {
        taken(5000 * SECOND, 300);
        taken(5001 * SECOND, 300);
        KernelTime time = taken(90_000 * SECOND, 4 * SECOND);

        assertThat(time.errorNanos()).isLessThanOrEqualTo(5_002_000_000L);
        assertThat(Math.abs(time.nanos() - 90_000 * SECOND * 1000)).isLessThanOrEqualTo(time.errorNanos());
    }

    @Test
    void theWallClocksTimeIsTheOneOfThenThoughTheClockWasSetBackLater() {
        taken(5000 * SECOND, 300);
        KernelTime before = taken(5001 * SECOND, 300);
        clock.taken(6000 * SECOND, 6000 * SECOND + 300, BOOT + 2400 * SECOND);
        KernelTime again = clock.place(line(5001 * SECOND, BOOT + 5001 * SECOND + 300));
        KernelTime after = clock.place(line(6000 * SECOND, BOOT + 2400 * SECOND));

        assertThat(again.time()).isEqualTo(before.time());
        assertThat(again.nanos()).isEqualTo(before.nanos());
        assertThat(after.time()).isBetween(wall(BOOT + 2390 * SECOND), wall(BOOT + 2401 * SECOND));
        assertThat(after.nanos()).isGreaterThan(again.nanos());
    }

    @Test
    void aLineOfAnOldJournaldWithoutTheKernelsStampIsPlacedByJournaldsTime() {
        taken(5000 * SECOND, 300);
        KernelTime time = clock.place(line(null, BOOT + 5002 * SECOND));

        assertThat(time.nanos()).isEqualTo(5002 * SECOND * 1000);
        assertThat(time.errorNanos()).isGreaterThanOrEqualTo(5_000_000_000L);
        assertThat(clock.place(line(null, null))).isNull();
    }

    @Test
    void placesNothingBeforeItHasLearntAnything() {
        assertThat(clock.place(line(5L, BOOT))).isNull();
    }

    @Test
    void survivesImpossibleNumbers() {
        long last = 7_258_118_400_000_000L;
        clock.taken(last, 0, 0);
        clock.taken(0, last, last);
        clock.taken(last, last, 0);

        assertThat(clock.place(line(last, 0L))).isNotNull();
        assertThat(clock.place(line(0L, BOOT))).isNotNull();
    }

    @Test
    void tellsWhatWasCertainlyLoggedBefore() {
        taken(5000 * SECOND, 300);
        taken(5001 * SECOND, 300);

        assertThat(clock.certainlyBefore(5000 * SECOND, 5000 * SECOND * 1000)).isFalse();
        assertThat(clock.certainlyBefore(4000 * SECOND, 5000 * SECOND * 1000)).isTrue();
    }

    @Test
    void theTrueTimeIsAlwaysWithinTheBound() {
        for (long seed = 0; seed < 200; seed++) {
            simulate(new Random(seed));
        }
    }

    /** Clocks that drift by up to 400 ppm, a journald that is mostly prompt and sometimes held up for seconds. */
    private static void simulate(Random random) {
        long[] now = {10 * SECOND};
        JournalClock clock = new JournalClock(
                new KernelClock(() -> now[0] * 1000, InstantSource.fixed(Instant.EPOCH), List.of(), 0),
                () -> now[0] * 1000,
                0);
        double rate = 1 + (random.nextDouble() - 0.5) * 800e-6;
        long freeAt = 0;
        for (int i = 0; i < 300; i++) {
            now[0] += (long) (SECOND * Math.exp(random.nextDouble() * 16 - 8)); // 0.3 ms to an hour
            long stamp = (long) (now[0] * rate);
            freeAt = Math.max(freeAt, now[0] + 50 + random.nextInt(500));
            if (random.nextInt(20) == 0 && freeAt < now[0] + SECOND / 2) {
                freeAt += random.nextInt((int) (4 * SECOND));
            }
            long taken = freeAt;
            clock.taken(stamp, taken, BOOT + taken);
            KernelTime time = clock.place(line(stamp, BOOT + taken));
            assertThat(Math.abs(time.nanos() - now[0] * 1000)).isLessThanOrEqualTo(time.errorNanos());
        }
    }
}
