// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import java.util.concurrent.TimeUnit;

/** So many at once, and then so many a second. Times are nanoseconds of any one clock. Not for use by several threads. */
public final class Ration {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long most;
    private final long nanosEach;
    private long left;
    private long given;
    private boolean begun;

    /** A full one. */
    public Ration(int atOnce, int aSecond) {
        most = atOnce;
        left = atOnce;
        nanosEach = SECOND / aSecond;
    }

    /** Takes one, if there is one. */
    public boolean take(long now) {
        return take(now, 0);
    }

    /**
     * Takes one, if there is one or fewer than so many are owed. What is owed is not given later: in the long run there are no more.
     *
     * @param credit how many may be owed
     */
    public boolean take(long now, int credit) {
        refill(now);
        if (left + credit <= 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Takes one in any case. */
    void owe() {
        left--;
    }

    /** Whether there are so many. */
    boolean has(int many, long now) {
        refill(now);
        return left >= many;
    }

    /** Nanoseconds until {@link #take} gives one, by the time of the last call. */
    long nanosUntil(int credit) {
        return Math.max(0, 1 - left - credit) * nanosEach;
    }

    private void refill(long now) {
        long passed = now - given;
        if (!begun || passed < 0) {
            begun = true;
            given = now;
            return;
        }
        long more = passed / nanosEach;
        if (left + more >= most) {
            left = most;
            given = now;
        } else {
            left += more;
            given += more * nanosEach;
        }
    }
}
