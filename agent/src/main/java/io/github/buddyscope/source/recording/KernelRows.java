// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import io.github.buddyscope.recording.AssociationRow;
import io.github.buddyscope.recording.LogFailure;
import io.github.buddyscope.recording.Stall;
import io.github.buddyscope.recording.TracedAttempt;
import io.github.buddyscope.recording.VerdictRow;
import jdk.jfr.consumer.RecordedEvent;

/** Events of failures, stalls and verdicts. */
final class KernelRows {
    private KernelRows() {}

    static LogFailure logged(RecordedEvent event) {
        return new LogFailure(
                Fields.micros(event, "kernelTime", Fields.written(event)),
                Math.max(0, Fields.length(event, "clockErrorBound")),
                Fields.line(event, "kind"),
                Fields.count(event, "order"),
                Fields.number(event, "requestedBytes"),
                Fields.line(event, "cause"),
                Fields.line(event, "task"),
                Fields.number(event, "taskId"),
                Fields.flag(event, "inThisJvm", false),
                Fields.line(event, "jvmMatch"),
                Fields.line(event, "javaThread"),
                Fields.line(event, "origin"),
                Fields.line(event, "gfpFlags"),
                Fields.flag(event, "live", true),
                Fields.count(event, "suppressed"),
                Fields.line(event, "source"),
                Fields.text(event, "text"));
    }

    static TracedAttempt attempt(RecordedEvent event) {
        return new TracedAttempt(
                Fields.micros(event, "kernelTime", Fields.written(event)),
                Fields.count(event, "order"),
                Fields.line(event, "gfpFlags"),
                Fields.line(event, "meaning"),
                Fields.line(event, "reason"),
                Math.max(0, Fields.length(event, "stalled")),
                Fields.line(event, "task"),
                Fields.number(event, "taskId"),
                Fields.flag(event, "inThisJvm", false),
                Fields.line(event, "javaThread"),
                Fields.line(event, "threadKind"));
    }

    static Stall stall(RecordedEvent event) {
        return new Stall(
                Fields.micros(event, "kernelTime", Fields.written(event)),
                Math.max(0, Fields.length(event, "stall")),
                Fields.line(event, "kind"),
                Fields.count(event, "order"),
                Fields.line(event, "result"),
                Fields.line(event, "task"),
                Fields.number(event, "taskId"),
                Fields.flag(event, "inThisJvm", false),
                Fields.line(event, "javaThread"),
                Fields.line(event, "threadKind"),
                Fields.flag(event, "outermost", true));
    }

    static VerdictRow verdict(RecordedEvent event) {
        long first = Fields.micros(event, "kernelTime", Fields.written(event));
        return new VerdictRow(
                first,
                Math.max(first, Fields.micros(event, "lastKernelTime", first)),
                Math.max(0, Fields.length(event, "clockErrorBound")),
                failures(event),
                Fields.line(event, "cause"),
                Fields.flag(event, "atomic", false),
                Fields.line(event, "confidence"),
                Fields.text(event, "summary"),
                Fields.text(event, "advice"),
                Fields.text(event, "doubts"),
                Fields.count(event, "order"),
                Fields.number(event, "requestedBytes"),
                Fields.line(event, "task"),
                Fields.line(event, "origin"),
                Math.max(0, Fields.length(event, "window")),
                Fields.line(event, "gcName"),
                Fields.line(event, "gcCause"),
                Fields.nanos(event, "gcPause"),
                Fields.nanos(event, "gcOffset"),
                Fields.nanos(event, "gcStalled"),
                Fields.number(event, "directBytes"),
                Fields.number(event, "usualDirectBytes"),
                Fields.text(event, "zoneState"),
                Fields.line(event, "jvmRole"),
                Fields.text(event, "roleEvidence"),
                Fields.line(event, "javaThread"),
                Fields.nanos(event, "jvmStalled"),
                Fields.real(event, "directPercentile"),
                Fields.text(event, "zonesBefore"),
                Fields.text(event, "zonesAfter"),
                Fields.nanos(event, "recovery"),
                Fields.line(event, "trigger"),
                Fields.text(event, "howBad"),
                Fields.line(event, "trend"));
    }

    /** Older agents wrote of failures alone. */
    private static int failures(RecordedEvent event) {
        boolean pause = "STALLED_PAUSE".equals(Fields.line(event, "trigger"));
        return pause ? 0 : Math.max(1, Fields.count(event, "failures"));
    }

    static AssociationRow association(RecordedEvent event) {
        return new AssociationRow(
                Fields.written(event),
                String.valueOf(Fields.line(event, "activity")),
                Fields.count(event, "episodes"),
                Fields.count(event, "coinciding"),
                Fields.real(event, "expected"),
                Fields.real(event, "lift"),
                Fields.real(event, "pValue"),
                Fields.real(event, "coverage"),
                Fields.length(event, "watched"),
                Fields.text(event, "sentence"));
    }
}
