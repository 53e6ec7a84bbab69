// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.LargeReservation;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongConsumer;

/**
 * What the service's threads run at each reservation: one atomic addition, two comparisons, and a look at the stack of
 * few. Allocates nothing but for those few and for what is told of large ones.
 */
final class ReservationCounter implements LongConsumer {
    private static final AtomicLongFieldUpdater<ReservationCounter> LARGEST =
            AtomicLongFieldUpdater.newUpdater(ReservationCounter.class, "largest");

    private final SizeHistogram sizes = new SizeHistogram();
    private final AllocationSampler sampler;
    private final long threshold;
    private final LargeReservation onLarge;
    private volatile long largest;

    ReservationCounter(AllocationSampler sampler, long threshold, LargeReservation onLarge) {
        this.sampler = sampler;
        this.threshold = threshold;
        this.onLarge = onLarge;
    }

    @Override
    public void accept(long size) {
        long seed = sizes.add(size);
        if (size > largest) {
            raiseLargest(size);
        }
        long pickedBy = sampler.picks(size, seed);
        Sample sample = pickedBy == 0 ? null : sampler.take(size, pickedBy);
        if (size >= threshold) {
            // from here itself: every call between is a frame that the event's stack begins with
            onLarge.reserved(size, sample == null ? null : SiteNames.of(sample.frames()));
        }
    }

    private void raiseLargest(long size) {
        long before = largest;
        while (size > before && !LARGEST.compareAndSet(this, before, size)) {
            before = largest;
        }
    }

    long allocations() {
        return sizes.total();
    }

    long[] sizes() {
        return sizes.counts();
    }

    long bytes() {
        return sizes.bytes();
    }

    long takeLargest() {
        return LARGEST.getAndSet(this, 0);
    }
}
