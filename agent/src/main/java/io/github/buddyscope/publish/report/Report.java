// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.VerdictRow;
import java.util.ArrayList;
import java.util.List;

/** What a report says, for whatever shows it. */
record Report(
        Recording recording,
        Axis axis,
        TopVerdict top,
        List<KeyFigure> figures,
        List<Table> tables,
        List<String> doubts) {
    static Report of(Recording read) {
        Axis axis = Axis.of(read);
        Recording recording = read.withVerdicts(ordered(read.verdicts(), axis));
        return new Report(
                recording,
                axis,
                TopVerdict.of(recording, axis),
                KeyFigures.of(recording),
                List.of(
                        VerdictTables.verdicts(recording, axis),
                        VerdictTables.failures(recording, axis),
                        VerdictTables.askers(recording),
                        JvmTables.stallsByThread(recording),
                        JvmTables.stallsByOrder(recording),
                        JvmTables.sites(recording),
                        VerdictTables.association(recording),
                        BlindSpots.sources(recording)),
                BlindSpots.sentences(recording));
    }

    /** Those of the recording's own time first; then what stood in the log before, the last first. */
    private static List<VerdictRow> ordered(List<VerdictRow> verdicts, Axis axis) {
        List<VerdictRow> ordered = new ArrayList<>(verdicts);
        ordered.removeIf(verdict -> !axis.holds(verdict.micros()));
        for (int i = verdicts.size() - 1; i >= 0; i--) {
            if (!axis.holds(verdicts.get(i).micros())) {
                ordered.add(verdicts.get(i));
            }
        }
        return ordered;
    }
}
