// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AllocationSamplerTest {
    private final AllocationSampler sampler = new AllocationSampler(new StackCapture());
    private final AllocationSites sites = new AllocationSites();
    private long seed;

    @Test
    void theSumOfTheWeightsIsRightOnAverageWhateverTheSizes() {
        double total = 0;
        double estimated = 0;
        for (int i = 0; i < 4_000_000; i++) {
            long size = 1L << ThreadLocalRandom.current().nextInt(4, 18);
            long pickedBy = sampler.picks(size, seed++);
            total += size;
            estimated += pickedBy == 0 ? 0 : Sample.weight(size, pickedBy);
        }

        // some 600,000 samples: the standard error is below 0.2 per cent
        assertThat(estimated / total).isCloseTo(1, within(0.01));
    }

    @Test
    void ofEachOfTwoSitesThatTakeTurnsItPicksAsManyAsItShould() {
        SizeHistogram sizes = new SizeHistogram();
        int[] picked = new int[2];
        for (int i = 0; i < 4_000_000; i++) {
            if (sampler.picks(1 << 13, sizes.add(1 << 13)) != 0) {
                picked[i & 1]++;
            }
        }

        // 250,000 each, by chance with a standard error of 470
        assertThat(picked[0]).isBetween(247_500, 252_500);
        assertThat(picked[1]).isBetween(247_500, 252_500);
    }

    @Test
    void theSameFewReservationsAfterEachTickArePickedAsOftenAsTheyShouldBe() {
        int picked = 0;
        for (int tick = 0; tick < 20_000; tick++) {
            for (int i = 0; i < 5; i++) {
                picked += sampler.picks(1 << 13, (1L << 39 | 1 << 13) * i) == 0 ? 0 : 1;
            }
            sampler.drainTo(sites);
        }

        // an eighth, with a standard error of 105
        assertThat(picked).isBetween(11_800, 13_200);
    }

    @Test
    void itStaysRightWhileTheIntervalGrows() {
        double total = 0;
        for (int i = 0; i < 2_000_000; i++) {
            long size = 40_000;
            total += size;
            long pickedBy = sampler.picks(size, seed++);
            if (pickedBy != 0) {
                sampler.take(size, pickedBy);
            }
            if (i % 2_000 == 0) {
                sampler.drainTo(sites);
            }
        }
        sampler.drainTo(sites);

        double estimated = sites.rest(sites.top(0)).bytes();
        assertThat(sampler.interval()).isGreaterThan(AllocationSampler.LEAST_INTERVAL);
        assertThat(estimated / total).isCloseTo(1, within(0.1));
    }

    @Test
    void aBurstTakesFewSamplesHoweverLongItIs() {
        int taken = 0;
        for (int i = 0; i < 10_000_000; i++) {
            long pickedBy = sampler.picks(1 << 20, seed++);
            if (pickedBy != 0) {
                sampler.take(1 << 20, pickedBy);
                taken++;
            }
        }

        // 10 a doubling, and the interval is 2^34 at most
        assertThat(taken).isLessThan(2_000);
    }

    @Test
    void slowWalksAreFewerInTheLongRun() {
        AllocationSampler slow = new AllocationSampler(() -> {
            long end = System.nanoTime() + AllocationSampler.BUDGET_NANOS;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            return List.of();
        });
        AllocationSampler quick = new AllocationSampler(List::of);
        takeSomeAtEachTick(slow, 10);
        assertThat(slow.interval()).as("paid by what was saved").isEqualTo(AllocationSampler.LEAST_INTERVAL);

        takeSomeAtEachTick(slow, 20);
        takeSomeAtEachTick(quick, 30);

        assertThat(slow.interval()).isGreaterThan(16 * AllocationSampler.LEAST_INTERVAL);
        assertThat(quick.interval()).isEqualTo(AllocationSampler.LEAST_INTERVAL);
        long widest = slow.interval();
        slow.drainTo(sites);
        assertThat(slow.interval()).as("not before all is paid").isEqualTo(widest);
        for (int tick = 0; tick < 200; tick++) {
            slow.drainTo(sites);
        }
        assertThat(slow.interval()).isEqualTo(AllocationSampler.LEAST_INTERVAL);
    }

    /** Fewer than double the interval by their number. */
    private void takeSomeAtEachTick(AllocationSampler sampler, int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            for (int i = 0; i < 5; i++) {
                sampler.take(1, sampler.interval());
            }
            sampler.drainTo(sites);
        }
    }

    @Test
    void theIntervalComesBackWhenItIsQuiet() {
        for (int i = 0; i < 10_000; i++) {
            long pickedBy = sampler.picks(1 << 20, seed++);
            if (pickedBy != 0) {
                sampler.take(1 << 20, pickedBy);
            }
        }
        assertThat(sampler.interval()).isGreaterThan(1 << 20);

        for (int i = 0; i < 100; i++) {
            sampler.drainTo(sites);
        }

        assertThat(sampler.interval()).isEqualTo(AllocationSampler.LEAST_INTERVAL);
    }

    @Test
    void aWalkThatReservesMemoryItselfIsNotWalkedAgain() {
        List<Sample> within = new ArrayList<>();
        AllocationSampler[] self = new AllocationSampler[1];
        self[0] = new AllocationSampler(() -> {
            within.add(self[0].take(1 << 20, AllocationSampler.LEAST_INTERVAL));
            return List.of();
        });

        Sample outer = self[0].take(2 << 20, AllocationSampler.LEAST_INTERVAL);

        assertThat(outer).isNotNull();
        assertThat(within).containsOnlyNulls().hasSize(1);
        self[0].drainTo(sites);
        assertThat(sites.rest(List.of()).bytes()).isEqualTo(3 << 20);
    }

    @Test
    void aWalkThatFindsNoHeapIsCountedAndThrowsNothing() {
        AllocationSampler starved = new AllocationSampler(() -> {
            throw new OutOfMemoryError("for the test");
        });

        for (int i = 0; i < 20; i++) {
            assertThat(starved.take(1 << 20, AllocationSampler.LEAST_INTERVAL)).isNull();
        }

        starved.drainTo(sites);
        assertThat(sites.rest(List.of()).samples()).isEqualTo(20);
        assertThat(sites.rest(List.of()).bytes()).isEqualTo(20 << 20);
    }

    @Test
    void aStackThatEndsAnywhereWithinTheWalkLeavesTheNextOneItsPlace() throws Exception {
        List<Object> after = new ArrayList<>();
        sampler.warmUp();
        Thread diver = new Thread(
                null,
                () -> {
                    int overflows = 0;
                    for (int depth = 0; overflows < 40; depth++) {
                        try {
                            dive(depth);
                        } catch (StackOverflowError e) {
                            overflows++;
                        }
                    }
                    after.add(sampler.take(1 << 20, AllocationSampler.LEAST_INTERVAL));
                },
                "diver",
                256 << 10);
        diver.start();
        diver.join();

        assertThat(after).hasSize(1).doesNotContainNull();
    }

    private void dive(int left) {
        if (left > 0) {
            dive(left - 1);
        } else {
            sampler.take(1 << 20, AllocationSampler.LEAST_INTERVAL);
        }
    }

    @Test
    void samplesBeyondTheRingsRoomAreCountedWithTheirBytes() {
        for (int i = 0; i < 3_000; i++) {
            sampler.take(1 << 20, AllocationSampler.LEAST_INTERVAL);
        }

        sampler.drainTo(sites);

        assertThat(sites.rest(sites.top(0)).samples()).isEqualTo(3_000);
        assertThat(sites.rest(sites.top(0)).bytes()).isEqualTo(3_000L << 20);
    }

    @Test
    void tellsOfTheFirstSampleAfterAQuietTimeAndOfNoOther() {
        AtomicInteger told = new AtomicInteger();
        AllocationSampler listened = new AllocationSampler(List::of, told::incrementAndGet);
        while (!listened.quiet()) {
            listened.drainTo(sites);
        }
        long before = System.nanoTime();

        listened.take(1, AllocationSampler.LEAST_INTERVAL);
        listened.take(1, AllocationSampler.LEAST_INTERVAL);

        assertThat(told).hasValue(1);
        assertThat(listened.quiet()).isFalse();
        assertThat(listened.firstNanos()).isBetween(before, System.nanoTime());
        listened.drainTo(sites);
        listened.take(1, AllocationSampler.LEAST_INTERVAL);
        assertThat(told).as("it hasn't been quiet since").hasValue(1);
    }

    @Test
    void isNotQuietWhileTheIntervalIsWide() {
        for (int i = 0; i < 10 * AllocationSampler.QUOTA; i++) {
            sampler.take(1, sampler.interval());
        }
        while (sampler.interval() > AllocationSampler.LEAST_INTERVAL) {
            assertThat(sampler.quiet()).isFalse();
            sampler.drainTo(sites);
        }
    }

    @Test
    void aLongTickPaysForAsMuchAsManyShortOnes() {
        AllocationSampler slow = new AllocationSampler(() -> {
            long end = System.nanoTime() + AllocationSampler.BUDGET_NANOS;
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            return List.of();
        });
        takeSomeAtEachTick(slow, 30);
        assertThat(slow.interval()).isGreaterThan(AllocationSampler.LEAST_INTERVAL);

        slow.drainTo(sites, 200 * AllocationSampler.TICK_NANOS);
        long paid = slow.interval();
        slow.drainTo(sites, 1);

        assertThat(slow.interval()).isLessThan(paid);
    }
}
