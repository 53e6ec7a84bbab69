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
        refill(now);
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether there are so many. */
    boolean has(int many, long now) {
        refill(now);
        return left >= many;
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
