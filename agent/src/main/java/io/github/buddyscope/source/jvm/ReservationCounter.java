// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.LargeReservation;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * What the service's threads run at each reservation: three counters, and a look at the stack of few. Allocates nothing
 * but for those few and for what is told of large ones.
 */
final class ReservationCounter implements LongConsumer {
    private final SizeHistogram sizes = new SizeHistogram();
    private final LongAdder bytes = new LongAdder();
    private final LongAccumulator largest = new LongAccumulator(Math::max, 0);
    private final AllocationSampler sampler;
    private final long threshold;
    private final LargeReservation onLarge;

    ReservationCounter(AllocationSampler sampler, long threshold, LargeReservation onLarge) {
        this.sampler = sampler;
        this.threshold = threshold;
        this.onLarge = onLarge;
    }

    @Override
    public void accept(long size) {
        sizes.add(size);
        bytes.add(size);
        largest.accumulate(size);
        long pickedBy = sampler.picks(size);
        Sample sample = pickedBy == 0 ? null : sampler.take(size, pickedBy);
        if (size >= threshold) {
            // from here itself: every call between is a frame that the event's stack begins with
            onLarge.reserved(size, sample == null ? null : SiteNames.of(sample.frames()));
        }
    }

    long allocations() {
        return sizes.total();
    }

    long[] sizes() {
        return sizes.counts();
    }

    long bytes() {
        return bytes.sum();
    }

    long takeLargest() {
        return largest.getThenReset();
    }
}
