// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which large reservations get an event, whose stack takes some microseconds of the service's thread: so many at once, so
 * many a second in the long run, and whatever is larger than all that had one in the latest second. Allocates nothing, and
 * no thread waits in it.
 */
final class LargeBudget {
    static final int AT_ONCE = 500;
    static final int A_SECOND = 100;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long EACH = SECOND / A_SECOND;

    private final AtomicLong spent; // until when the events so far use the rate up
    private final AtomicLong passedOver = new AtomicLong();
    private volatile long largest;
    private volatile long since;

    LargeBudget(long now) {
        spent = new AtomicLong(now);
        since = now;
    }

    /** @param now {@link System#nanoTime()} */
    boolean permits(long size, long now) {
        if (now - since > SECOND) {
            since = now;
            largest = 0;
        }
        if (!spend(now) && size <= largest) {
            passedOver.incrementAndGet();
            return false;
        }
        if (size > largest) {
            largest = size;
        }
        return true;
    }

    private boolean spend(long now) {
        while (true) {
            long until = spent.get();
            long from = until - now < 0 ? now : until;
            if (from - now > (AT_ONCE - 1) * EACH) {
                return false;
            }
            if (spent.compareAndSet(until, from + EACH)) {
                return true;
            }
        }
    }

    /** Those that got none since the last call. */
    long takePassedOver() {
        return passedOver.get() == 0 ? 0 : passedOver.getAndSet(0);
    }
}
