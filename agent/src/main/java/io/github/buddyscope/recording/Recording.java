// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.List;
import java.util.Map;

/**
 * A flight recording.
 *
 * @param name of its file
 * @param beginMicros of the first event that counts, in the time of the recording
 * @param endMicros of the last
 * @param verdicts in the order of time
 * @param verdictCount how many there were, kept or not
 * @param associations the last of each activity
 * @param counts how many events of ours by name
 * @param notes what about the recording itself should be known, e.g. that it is cut short
 */
public record Recording(
        String name,
        long beginMicros,
        long endMicros,
        Host host,
        Failures failures,
        Stalls stalls,
        Jvm jvm,
        List<VerdictRow> verdicts,
        long verdictCount,
        List<AssociationRow> associations,
        Agent agent,
        Map<String, Long> counts,
        List<String> notes) {
    public Recording {
        verdicts = List.copyOf(verdicts);
        associations = List.copyOf(associations);
        counts = Map.copyOf(counts);
        notes = List.copyOf(notes);
    }

    /** The same with its verdicts in another order. */
    public Recording withVerdicts(List<VerdictRow> ordered) {
        return new Recording(
                name,
                beginMicros,
                endMicros,
                host,
                failures,
                stalls,
                jvm,
                ordered,
                verdictCount,
                associations,
                agent,
                counts,
                notes);
    }
}
