// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.VerdictRow;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which verdict a report leads with. What happened while it was recorded comes before what stood in the log; what this JVM had
 * a part in, before what happened to others; what hurt it more, before what hurt it less. A pause that was held up for less
 * than {@value #LEAST_MILLIS} ms nobody felt: a failure on the same host is more of a warning, whoever's it was. Of equals the
 * known cause leads, then the surer one, then the larger episode, then the earlier.
 */
final class Weight {
    /** Shorter than that a pause is no longer than pauses are. */
    private static final long LEAST_MILLIS = 50;

    /** A request of its own that failed counts as much as a wait of that length. */
    private static final long FAILED_MILLIS = 1000;

    private static final List<String> ROLES = List.of("CAUSE", "VICTIM", "CAUSE_AND_VICTIM");
    private static final List<String> CONFIDENCES = List.of("LOW", "MEDIUM", "HIGH");

    private Weight() {}

    /** The place of the verdict; -1 where there's none. */
    static int heaviest(List<VerdictRow> verdicts, Axis axis) {
        Comparator<VerdictRow> order = Comparator.<VerdictRow>comparingInt(
                        verdict -> axis.holds(verdict.micros()) ? 1 : 0)
                .thenComparingInt(Weight::part)
                .thenComparingInt(verdict -> magnitude(harmMillis(verdict)))
                .thenComparingInt(verdict -> "UNKNOWN".equals(verdict.cause()) ? 0 : 1)
                .thenComparingInt(verdict -> CONFIDENCES.indexOf(String.valueOf(verdict.confidence())))
                .thenComparingLong(verdict -> verdict.stalledPause() ? harmMillis(verdict) : verdict.failures());
        int best = -1;
        for (int i = 0; i < verdicts.size(); i++) {
            if (best < 0 || order.compare(verdicts.get(i), verdicts.get(best)) > 0) {
                best = i;
            }
        }
        return best;
    }

    /** 0 for a pause that was held up too shortly to matter, 1 for what others had to suffer, above that this JVM. */
    private static int part(VerdictRow verdict) {
        if (verdict.stalledPause() && harmMillis(verdict) < LEAST_MILLIS) {
            return 0;
        }
        return 2 + ROLES.indexOf(String.valueOf(verdict.jvmRole()));
    }

    private static long harmMillis(VerdictRow verdict) {
        long stalled = Math.max(nanos(verdict.gcStalledNanos()), nanos(verdict.jvmStalledNanos()));
        return Math.max(TimeUnit.NANOSECONDS.toMillis(stalled), verdict.stalledPause() ? 0 : FAILED_MILLIS);
    }

    private static long nanos(Long known) {
        return known == null ? 0 : known;
    }

    /** Decimal digits: waits of the same size are alike. */
    private static int magnitude(long millis) {
        return Long.toString(millis).length();
    }
}
