// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Samples on their way from the service's threads to the agent's: bounded, without a lock that a thread could die in. */
final class SampleRing {
    private static final int SLOTS = 1_024;
    /** A thread may lose its processor between taking a slot and filling it, but hardly for as many drains. */
    private static final int DRAINS_AFTER_THE_LAST = 8;

    private final AtomicReferenceArray<Sample> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger next = new AtomicInteger();
    private int nextBefore;
    private int left;

    /** False where there is no room. */
    boolean offer(Sample sample) {
        return slots.compareAndSet(next.getAndIncrement() & (SLOTS - 1), null, sample);
    }

    /** Nothing has come for so long that nothing is on its way. */
    boolean quiet() {
        return left < 0;
    }

    /** Several times a second, and in most services there's nothing: then not one slot is looked at. */
    void drainTo(AllocationSites sites) {
        int nextNow = next.get();
        left = nextNow == nextBefore ? left - 1 : DRAINS_AFTER_THE_LAST;
        nextBefore = nextNow;
        if (left < 0) {
            left = -1;
            return;
        }
        for (int i = 0; i < SLOTS; i++) {
            if (slots.getPlain(i) != null) {
                sites.add(slots.getAndSet(i, null));
            }
        }
    }
}
