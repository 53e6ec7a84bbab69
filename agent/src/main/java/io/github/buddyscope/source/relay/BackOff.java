// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: ever longer, and never the same for all, lest a hundred come at once. */
final class BackOff {
    static final long FIRST_MILLIS = 200;
    static final long LONGEST_MILLIS = 15_000;

    private long next = FIRST_MILLIS;

    /** The talk began well. */
    void reset() {
        next = FIRST_MILLIS;
    }

    /** @param least what the relay asked for */
    long nextMillis(long least) {
        long wait = Math.max(next, least);
        next = Math.min(LONGEST_MILLIS, next * 2);
        return wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1) + (least > 0 ? wait / 2 : 0);
    }
}
