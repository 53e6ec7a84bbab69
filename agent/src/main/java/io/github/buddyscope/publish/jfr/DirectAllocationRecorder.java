// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.model.LargeReservation;
import java.util.function.LongSupplier;

/**
 * Writes an event for one large reservation, on the thread that made it, so that the event has its stack; where they come
 * by the hundred a second, for some. Never throws. Until JFR is in use, {@link #reserved} is the read of one field.
 */
public final class DirectAllocationRecorder implements LargeReservation {
    private volatile LongSupplier poolUsed;
    private final LargeBudget budget = new LargeBudget(System.nanoTime());
    private volatile boolean open;

    DirectAllocationRecorder() {}

    /** The first use of the event happens here: on the service's thread, its stack may end in the middle of it. */
    void open() {
        DirectAllocationEvents.enabled();
        budget.takePassedOver();
        open = true;
    }

    void close() {
        open = false;
    }

    /** The JDK adds a reservation to its pool right after it has told of it. */
    private static long after(long used, long bytes) {
        return used < 0 ? used : used + bytes;
    }

    /** @param used memory that the JVM uses for the direct pool now, bytes; -1 where not known */
    public void tellPoolUsed(LongSupplier used) {
        poolUsed = used;
    }

    @Override
    public void reserved(long bytes, String site) {
        if (open && DirectAllocationEvents.enabled() && budget.permits(bytes, System.nanoTime())) {
            LongSupplier used = poolUsed;
            long after = after(used == null ? -1 : used.getAsLong(), bytes);
            DirectAllocationEvents.write(bytes, after, site, budget.takePassedOver());
        }
    }
}
