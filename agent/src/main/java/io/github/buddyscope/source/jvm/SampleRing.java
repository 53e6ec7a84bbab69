// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Samples on their way from the service's threads to the agent's: bounded, without a lock that a thread could die in. */
final class SampleRing {
    private static final int SLOTS = 1_024;

    private final AtomicReferenceArray<Sample> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger next = new AtomicInteger();

    /** False where there is no room. */
    boolean offer(Sample sample) {
        return slots.compareAndSet(next.getAndIncrement() & (SLOTS - 1), null, sample);
    }

    void drainTo(AllocationSites sites) {
        for (int i = 0; i < SLOTS; i++) {
            if (slots.getPlain(i) != null) {
                sites.add(slots.getAndSet(i, null));
            }
        }
    }
}
