// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.association;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoincidenceTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    /** Time lines may begin anywhere on the clock, below zero too. */
    private static final long BEGIN = -12_345 * SECOND;

    @Test
    void findsALinkByChanceInAboutFiveOfAHundredTimeLinesWithout() {
        long found = IntStream.range(0, 1_000)
                .filter(seed -> unlinked(new Random(seed)).pValue() < 0.05)
                .count();
        assertThat(found).isBetween(20L, 80L);
    }

    /** Three of ten minutes are busy, with ten times as many pauses and episodes: nothing else ties them together. */
    @Test
    void takesBusyTimesThatBothShareForNoLink() {
        long found = IntStream.range(0, 1_000)
                .filter(seed -> busy(new Random(seed)).pValue() < 0.05)
                .count();
        assertThat(found).isLessThanOrEqualTo(80L);
    }

    @Test
    void findsALinkOfSixtyInAHundredAmongThirtyEpisodes() {
        long found = IntStream.range(0, 1_000)
                .filter(seed -> linked(new Random(seed), 30, 0.6).pValue() < 0.05)
                .count();
        assertThat(found).isGreaterThanOrEqualTo(950);
    }

    @Test
    void expectsByChanceWhatTheCoveredShareGives() {
        ActivitySpans spans = new ActivitySpans(100, BEGIN);
        for (int i = 0; i < 36; i++) {
            spans.add(BEGIN + i * 100 * SECOND, BEGIN + i * 100 * SECOND + 25 * SECOND);
        }
        Moments moments = new Moments(100, BEGIN);
        for (int i = 0; i < 40; i++) {
            moments.add(BEGIN + i * 90 * SECOND);
        }
        Association tested = Coincidence.of("GC pauses", spans, moments, BEGIN, BEGIN + HOUR, 0);
        assertThat(tested.coverage()).isCloseTo(0.25, within(0.001));
        assertThat(tested.expected()).isCloseTo(10, within(0.2));
    }

    @Test
    void saysThatFourEpisodesAreTooFew() {
        Association few = linked(new Random(1), 4, 1);
        assertThat(few.coinciding()).isEqualTo(4);
        assertThat(few.pValue()).isNaN();
        assertThat(few.sentence()).contains("4 of 4 episodes", "too few");
    }

    @Test
    void saysThatWhatGoesOnNearlyAlwaysTellsNothing() {
        ActivitySpans always = new ActivitySpans(100, BEGIN);
        always.add(BEGIN, BEGIN + HOUR - 60 * SECOND);
        Moments moments = moments(new Random(2), 30);
        Association tested = Coincidence.of("concurrent cycles", always, moments, BEGIN, BEGIN + HOUR, 0);
        assertThat(tested.pValue()).isNaN();
        assertThat(tested.sentence()).contains("98 % of the time", "can't be told");
    }

    @Test
    void saysOfALinkThatItIsNoCause() {
        Association linked = linked(new Random(3), 30, 0.9);
        assertThat(linked.lift()).isGreaterThan(2);
        assertThat(linked.sentence()).contains("by chance", "p = 0.00", "doesn't tell which brought on the other");
    }

    @Test
    void takesTheClocksErrorForCoinciding() {
        ActivitySpans spans = new ActivitySpans(10, BEGIN);
        spans.add(BEGIN + 10 * SECOND, BEGIN + 11 * SECOND);
        Moments moments = new Moments(10, BEGIN);
        moments.add(BEGIN + 11 * SECOND + 30 * MILLI);
        moments.add(BEGIN + 10 * SECOND - 30 * MILLI);
        assertThat(Coincidence.of("GC pauses", spans, moments, BEGIN, BEGIN + HOUR, 20 * MILLI)
                        .coinciding())
                .isZero();
        assertThat(Coincidence.of("GC pauses", spans, moments, BEGIN, BEGIN + HOUR, 40 * MILLI)
                        .coinciding())
                .isEqualTo(2);
    }

    @Test
    void forgetsTheOldestSpansAndSaysSinceWhenAllAreKnown() {
        ActivitySpans spans = new ActivitySpans(8, BEGIN);
        for (int i = 0; i < 100_000; i++) {
            spans.add(BEGIN + i * SECOND, BEGIN + i * SECOND + MILLI);
        }
        assertThat(spans.size()).isBetween(4, 8);
        assertThat(spans.knownSince()).isBetween(BEGIN + 99_990 * SECOND, BEGIN + 99_999 * SECOND);
        Moments moments = new Moments(8, BEGIN);
        IntStream.range(0, 20).forEach(i -> moments.add(BEGIN + i * SECOND));
        assertThat(moments.knownSince()).isEqualTo(BEGIN + 11 * SECOND + 1);
        assertThat(moments.between(BEGIN, BEGIN + HOUR)).hasSize(8);
    }

    /** Random rhythms: pauses regular or in bursts, episodes spread or in clusters of their own. */
    private static Association unlinked(Random random) {
        return Coincidence.of(
                "GC pauses", pauses(random), moments(random, 8 + random.nextInt(50)), BEGIN, BEGIN + HOUR, 20 * MILLI);
    }

    private static Association busy(Random random) {
        double phase = random.nextDouble();
        ActivitySpans all = pauses(random);
        Circle circle = all.widened(BEGIN, BEGIN + HOUR, 0, 0);
        ActivitySpans spans = new ActivitySpans(10_000, BEGIN);
        for (int i = 0; i < circle.begins().length; i++) {
            if (isBusy(circle.begins()[i], phase) || random.nextInt(10) == 0) {
                spans.add(BEGIN + circle.begins()[i], BEGIN + circle.ends()[i]);
            }
        }
        Moments moments = new Moments(100, BEGIN);
        int left = 30;
        while (left > 0) {
            long time = (long) (random.nextDouble() * HOUR);
            if (isBusy(time, phase) || random.nextInt(10) == 0) {
                moments.add(BEGIN + time);
                left--;
            }
        }
        return Coincidence.of("GC pauses", spans, moments, BEGIN, BEGIN + HOUR, 20 * MILLI);
    }

    private static boolean isBusy(long time, double phase) {
        return (time / (double) HOUR + phase) % 1 < 0.3;
    }

    private static Association linked(Random random, int episodes, double share) {
        ActivitySpans spans = pauses(random);
        Circle circle = spans.widened(BEGIN, BEGIN + HOUR, 0, 0);
        Moments moments = new Moments(100, BEGIN);
        for (int i = 0; i < episodes; i++) {
            int pause = random.nextInt(circle.begins().length);
            moments.add(BEGIN + (i < share * episodes ? circle.begins()[pause] : (long) (random.nextDouble() * HOUR)));
        }
        return Coincidence.of("GC pauses", spans, moments, BEGIN, BEGIN + HOUR, 20 * MILLI);
    }

    private static ActivitySpans pauses(Random random) {
        ActivitySpans spans = new ActivitySpans(10_000, BEGIN);
        long gap = (2 + random.nextInt(30)) * SECOND;
        long pause = gap / (4 + random.nextInt(30));
        double unrest = random.nextDouble();
        long at = BEGIN + (long) (random.nextDouble() * gap);
        while (at - BEGIN < HOUR) {
            spans.add(at, Math.min(at + pause, BEGIN + HOUR));
            at += pause + (long) (gap * (1 + unrest * random.nextGaussian() / 3));
        }
        return spans;
    }

    private static Moments moments(Random random, int count) {
        boolean clustered = random.nextBoolean();
        long[] times = new long[count];
        long center = 0;
        for (int i = 0; i < count; i++) {
            if (!clustered || i % 5 == 0) {
                center = (long) (random.nextDouble() * HOUR);
            }
            long near = clustered ? center + (long) (random.nextGaussian() * 60 * SECOND) : center;
            times[i] = Math.floorMod(near, HOUR);
        }
        Arrays.sort(times);
        Moments moments = new Moments(count, BEGIN);
        Arrays.stream(times).forEach(time -> moments.add(BEGIN + time));
        return moments;
    }
}
