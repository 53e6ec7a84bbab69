// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.model.ThreadKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * This JVM's stalls against its collection pauses, since the trace began.
 *
 * @param pauses pauses that were looked at
 * @param stalledPauses those in which a thread that works in pauses was stalled
 * @param pauseNanos their length together, the others' too
 * @param stalledWallNanos of that, time in which at least one thread that works in pauses was stalled
 * @param stalledThreadNanos of that, the threads' stalled times added up
 * @param inPauses stalled time within pauses added up by thread kind
 * @param lastMinuteOutside stalled time outside the pauses added up by thread kind, in the latest whole minute of the trace
 */
public record StallTotals(
        long pauses,
        long stalledPauses,
        long pauseNanos,
        long stalledWallNanos,
        long stalledThreadNanos,
        Map<ThreadKind, Long> inPauses,
        Map<ThreadKind, Long> lastMinuteOutside) {
    public static final StallTotals NONE = new StallTotals(0, 0, 0, 0, 0, Map.of(), Map.of());

    public StallTotals {
        inPauses = copy(inPauses);
        lastMinuteOutside = copy(lastMinuteOutside);
    }

    private static Map<ThreadKind, Long> copy(Map<ThreadKind, Long> times) {
        Map<ThreadKind, Long> copy = new EnumMap<>(ThreadKind.class);
        copy.putAll(times);
        return copy;
    }
}
