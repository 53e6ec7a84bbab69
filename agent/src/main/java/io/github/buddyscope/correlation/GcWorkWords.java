// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.GcWork;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What the kernel did for a collection, as far as its threads' accounts tell. */
final class GcWorkWords {
    private GcWorkWords() {}

    /**
     * {@code Its threads took 5130 page faults and spent 280 of 360 ms in the kernel (known to 10 ms a thread). }, empty
     * where nothing is known or nothing was done.
     */
    static String of(GcEvent gc) {
        GcWork work = gc.work();
        if (work == null || work.minorFaults() + work.majorFaults() + work.systemNanos() <= 0) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        words.append(
                work.collections() == 1
                        ? "Its threads took "
                        : text("Its threads and those of the %d before took ", work.collections() - 1));
        words.append(text("%d page faults", work.minorFaults() + work.majorFaults()));
        if (work.majorFaults() > 0) {
            words.append(text(", %d of them from disk,", work.majorFaults()));
        }
        if (!Double.isNaN(work.systemShare())) {
            words.append(text(
                    " and spent %d of %d ms of CPU time in the kernel (known to %d ms a thread)",
                    TimeUnit.NANOSECONDS.toMillis(work.systemNanos()),
                    TimeUnit.NANOSECONDS.toMillis(work.systemNanos() + work.userNanos()),
                    TimeUnit.NANOSECONDS.toMillis(GcWork.TICK_NANOS)));
        }
        return words.append(". ").toString();
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
