// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.parse.kernel.header.Suppression;
import io.github.buddyscope.parse.kernel.header.Suppression.Limiter;
import java.util.Arrays;

/** Reports that the kernel says it swallowed, until the next of their kind takes them. */
final class Suppressed {
    private final int[] reports = new int[Limiter.values().length];
    private long anyAt;

    void add(Suppression suppression, long position) {
        int at = suppression.limiter().ordinal();
        boolean any = suppression.limiter() == Limiter.ANY;
        long before = any ? 0 : reports[at];
        reports[at] = (int) Math.min(Integer.MAX_VALUE, before + suppression.reports());
        anyAt = any ? position : anyAt;
    }

    /** Those before a report of this kind whose header is at {@code position}; they are gone then. */
    int take(FailureKind kind, long position) {
        Limiter limiter = Limiter.of(kind);
        if (limiter == null) {
            return 0;
        }
        long taken = reports[limiter.ordinal()];
        reports[limiter.ordinal()] = 0;
        if (limiter == Limiter.WARN_ALLOC && anyAt == position - 1) {
            taken += reports[Limiter.ANY.ordinal()];
            reports[Limiter.ANY.ordinal()] = 0;
        }
        return (int) Math.min(Integer.MAX_VALUE, taken);
    }

    void clear() {
        Arrays.fill(reports, 0);
    }
}
