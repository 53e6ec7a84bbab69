// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.episode.HowBad;
import io.github.buddyscope.publish.Wording;
import java.util.Date;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;

/** A verdict in open types. */
final class VerdictData {
    static final Shape SHAPE = new Shape("Verdict", "What came of an episode of failures; null where not known")
            .item("Time", SimpleType.DATE, "When the first failure happened")
            .item("LastTime", SimpleType.DATE, "When the last failure happened")
            .item("ErrorMillis", SimpleType.DOUBLE, "How far these times may be off, either way, in milliseconds")
            .item("Trigger", SimpleType.STRING, "What opened the episode: KERNEL_LOG, TRACED_FAILURE or STALLED_PAUSE")
            .item("Failures", SimpleType.INTEGER, "Failures in the episode; 0 for stalled pauses")
            .item("Order", SimpleType.INTEGER, "Order of the first failure")
            .item("Bytes", SimpleType.LONG, "Size of the first failure's request in bytes")
            .item("Task", SimpleType.STRING, "Task of the first failure")
            .item("Origin", SimpleType.STRING, "Driver or subsystem that asked first")
            .item("Cause", SimpleType.STRING, "Why, e.g. FRAGMENTATION")
            .item("Atomic", SimpleType.BOOLEAN, "The request could not wait")
            .item("Confidence", SimpleType.STRING, "How far the evidence carries the cause: HIGH, MEDIUM or LOW")
            .item("Summary", TextLines.TYPE, "What happened and what this JVM had to do with it, in plain words")
            .item(
                    "JvmRole",
                    SimpleType.STRING,
                    "This JVM's part: VICTIM, CAUSE, CAUSE_AND_VICTIM, BYSTANDER or UNKNOWN")
            .item("RoleEvidence", TextLines.TYPE, "What JvmRole rests on, in plain words")
            .item("JvmMatch", SimpleType.STRING, "How sure it is that a failing task is a thread of this JVM")
            .item("JavaThread", SimpleType.STRING, "Name of this JVM's thread that the task is or may be")
            .item("ThreadKind", SimpleType.STRING, "What JavaThread is for, e.g. GC_WORKER")
            .item(
                    "JvmStalledMillis",
                    SimpleType.DOUBLE,
                    "Time within a second of the episode in which a thread of this JVM was stalled")
            .item(
                    "StalledPauses",
                    SimpleType.INTEGER,
                    "Collection pauses within a second of the episode with stalls in them")
            .item(
                    "PausesStalledMillis",
                    SimpleType.DOUBLE,
                    "Part of the stalled pauses in which a thread that works in pauses was stalled")
            .item("TakenBytes", SimpleType.LONG, "By how much this JVM's resident memory grew in the window before")
            .item(
                    "HostLostBytes",
                    SimpleType.LONG,
                    "What the host lost of free memory and page cache in the window before")
            .item("Advice", TextLines.TYPE, "What to try, most fitting first")
            .item("Doubts", TextLines.TYPE, "What could not be seen or told apart")
            .item("WindowMillis", SimpleType.DOUBLE, "How far before and after this JVM's activity was gathered")
            .item("GcsInWindow", SimpleType.INTEGER, "Collections in the window")
            .item("GcName", SimpleType.STRING, "Collector of the nearest collection")
            .item("GcCause", SimpleType.STRING, "Cause of the nearest collection")
            .item("GcPauseMillis", SimpleType.DOUBLE, "Pause of the nearest collection; null for a concurrent cycle")
            .item("GcDurationMillis", SimpleType.DOUBLE, "Length of the nearest collection, concurrent ones too")
            .item(
                    "GcOffsetMillis",
                    SimpleType.DOUBLE,
                    "From the first failure to the nearest collection: negative where that ended before")
            .item("GcOffsetErrorMillis", SimpleType.DOUBLE, "How far GcOffsetMillis may be off, either way")
            .item(
                    "GcStalledMillis",
                    SimpleType.DOUBLE,
                    "Part of GcPauseMillis in which a thread that works in pauses was stalled; null for none seen")
            .item("DirectBytes", SimpleType.LONG, "Bytes reserved for direct buffers in the window")
            .item("UsualDirectBytes", SimpleType.LONG, "What the usual rate would give in such a window")
            .item(
                    "DirectPercentile",
                    SimpleType.DOUBLE,
                    "Share of earlier such windows with fewer direct bytes, 0 to 1")
            .item("DirectWindows", SimpleType.INTEGER, "How many earlier windows DirectPercentile is a share of")
            .item("ZoneState", TextLines.TYPE, "The host's zones at the sample nearest to the first failure")
            .item("ZonesBefore", TextLines.TYPE, "The zone that decided, before the window")
            .item("ZonesAfter", TextLines.TYPE, "The zone that decided, when it had recovered or at the window's end")
            .item(
                    "RecoveryMillis",
                    SimpleType.DOUBLE,
                    "From the last failure to its recovery; null for none in the window")
            .item("HowBad", TextLines.TYPE, "How often such failures come, and whether it gets worse")
            .item("Trend", SimpleType.STRING, "RISING, FALLING, STEADY, or UNKNOWN for too few");

    private VerdictData() {}

    static CompositeData of(Verdict verdict) {
        Trouble first = verdict.first();
        Trouble standsFor = verdict.standsFor();
        Diagnosis diagnosis = standsFor.diagnosis();
        JvmPart part = verdict.part();
        HowBad howBad = verdict.howBad();
        NearestGc gc = verdict.nearestGc();
        return SHAPE.row(
                Date.from(first.time()),
                Date.from(first.time().plusNanos(verdict.lastNanos() - first.nanos())),
                BeanTable.millis(first.errorNanos()),
                first.trigger().name(),
                verdict.failures(),
                standsFor.order() < 0 ? null : standsFor.order(),
                BeanTable.known(diagnosis.bytes()),
                standsFor.task(),
                diagnosis.origin(),
                diagnosis.cause().name(),
                diagnosis.atomic(),
                diagnosis.confidence().name(),
                TextLines.wrapped(Wording.cut(verdict.summary())),
                part.role().role().name(),
                TextLines.wrapped(Wording.cut(part.role().text())),
                part.match().sureness().name(),
                part.match().thread(),
                Wording.name(part.match().kind()),
                part.stalledNanos() < 0 ? null : BeanTable.millis(part.stalledNanos()),
                part.pauses().size(),
                part.stalledNanos() < 0 ? null : BeanTable.millis(part.pausesStalledNanos()),
                BeanTable.known(part.takenBytes()),
                BeanTable.known(part.hostLostBytes()),
                advice(diagnosis.advice()),
                verdict.doubts().toArray(String[]::new),
                BeanTable.millis(verdict.windowNanos()),
                verdict.gcsInWindow(),
                gc == null ? null : gc.gc().collector(),
                gc == null ? null : gc.gc().cause(),
                gc == null || !gc.gc().pause() ? null : BeanTable.millis(gc.gc().durationNanos()),
                gc == null ? null : BeanTable.millis(gc.gc().durationNanos()),
                gc == null ? null : BeanTable.millis(gc.offsetNanos()),
                gc == null ? null : BeanTable.millis(gc.errorNanos()),
                verdict.pauseStalls() == null
                        ? null
                        : BeanTable.millis(verdict.pauseStalls().wallNanos()),
                BeanTable.known(verdict.direct().bytes()),
                BeanTable.known(verdict.direct().usualBytes()),
                BeanTable.share(verdict.direct().percentile()),
                verdict.direct().windows(),
                lines(verdict.zoneState()),
                lines(verdict.zones().before()),
                lines(verdict.zones().after()),
                verdict.zones().recoveryNanos() < 0
                        ? null
                        : BeanTable.millis(verdict.zones().recoveryNanos()),
                howBad == null ? null : TextLines.wrapped(howBad.sentence()),
                howBad == null ? null : howBad.trend().name());
    }

    private static String[] lines(String text) {
        return text.isEmpty() ? null : TextLines.wrapped(text);
    }

    private static String[] advice(List<Advice> all) {
        String[] words = new String[all.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = Wording.advice(all.get(i));
        }
        return words;
    }
}
