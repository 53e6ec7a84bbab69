// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationCounterTest {
    private static final int CALLS = 200_000;

    private final List<Long> large = new ArrayList<>();
    private final AllocationSampler sampler = new AllocationSampler(new StackCapture());
    private final ReservationCounter counter =
            new ReservationCounter(sampler, 1 << 20, (bytes, site) -> large.add(bytes));

    @Test
    void allocatesNothingOnTheCallersThreadBelowTheThresholdButForTheStacksOfFew() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        run();
        for (int tick = 0; tick < 200; tick++) {
            sampler.drainTo(new AllocationSites()); // a quiet time, after which stacks are walked again
        }
        assertThat(sampler.interval()).isEqualTo(AllocationSampler.LEAST_INTERVAL);
        long before = threads.getThreadAllocatedBytes(self);

        int samples = run();

        long allocated = threads.getThreadAllocatedBytes(self) - before;
        // the sampled ones' frames and what the walk makes, here of JUnit's whole stack; of the others not one byte
        assertThat(allocated).isLessThan(samples * 32_768L);
        assertThat(samples).isBetween(1, 1_000);
    }

    @Test
    void allocatesNotAByteWhereNoneIsSampled() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        unsampled();
        long before = threads.getThreadAllocatedBytes(self);
        long nothing = threads.getThreadAllocatedBytes(self) - before;
        before = threads.getThreadAllocatedBytes(self);

        unsampled();

        assertThat(threads.getThreadAllocatedBytes(self) - before).isEqualTo(nothing);
        assertThat(counter.allocations()).isEqualTo(2 * CALLS);
    }

    @Test
    void tellsOfThoseFromTheThresholdOn() {
        counter.accept((1 << 20) - 1);
        counter.accept(1 << 20);
        counter.accept(5 << 20);

        assertThat(large).containsExactly(1L << 20, 5L << 20);
        assertThat(counter.bytes()).isEqualTo((7 << 20) - 1);
        assertThat(counter.takeLargest()).isEqualTo(5 << 20);
        assertThat(counter.takeLargest()).isZero();
    }

    private int run() {
        AllocationSites sites = new AllocationSites();
        for (int i = 0; i < CALLS; i++) {
            counter.accept(16_384);
        }
        sampler.drainTo(sites);
        return (int) sites.rest(List.of()).samples();
    }

    /** Of no bytes: none has a chance to be picked. */
    private void unsampled() {
        for (int i = 0; i < CALLS; i++) {
            counter.accept(0);
        }
    }
}
