// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.GcWork;
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
                        : "Its threads and those of the " + (work.collections() - 1) + " before took ");
        words.append(work.minorFaults() + work.majorFaults()).append(" page faults");
        if (work.majorFaults() > 0) {
            words.append(", ").append(work.majorFaults()).append(" of them from disk,");
        }
        if (!Double.isNaN(work.systemShare())) {
            words.append(" and spent ")
                    .append(TimeUnit.NANOSECONDS.toMillis(work.systemNanos()))
                    .append(" of ")
                    .append(TimeUnit.NANOSECONDS.toMillis(work.systemNanos() + work.userNanos()))
                    .append(" ms of CPU time in the kernel (known to ")
                    .append(TimeUnit.NANOSECONDS.toMillis(GcWork.TICK_NANOS))
                    .append(" ms a thread)");
        }
        return words.append(". ").toString();
    }
}
