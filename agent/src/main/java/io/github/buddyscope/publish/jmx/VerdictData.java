// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.KernelFailure;
import io.github.buddyscope.correlation.NearestGc;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.advice.Advice;
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
            .item("Failures", SimpleType.INTEGER, "Failures in the episode")
            .item("Order", SimpleType.INTEGER, "Order of the first failure")
            .item("Bytes", SimpleType.LONG, "Size of the first failure's request in bytes")
            .item("Task", SimpleType.STRING, "Task of the first failure")
            .item("Origin", SimpleType.STRING, "Driver or subsystem that asked first")
            .item("Cause", SimpleType.STRING, "Why, e.g. FRAGMENTATION")
            .item("Atomic", SimpleType.BOOLEAN, "The request could not wait")
            .item("Confidence", SimpleType.STRING, "How far the evidence carries the cause: HIGH, MEDIUM or LOW")
            .item("Summary", TextLines.TYPE, "What happened and what this JVM had to do with it, in plain words")
            .item("Advice", TextLines.TYPE, "What to try, most fitting first")
            .item("Doubts", TextLines.TYPE, "What could not be seen or told apart")
            .item("WindowMillis", SimpleType.DOUBLE, "How far before and after this JVM's activity was gathered")
            .item("GcsInWindow", SimpleType.INTEGER, "Collections in the window")
            .item("GcName", SimpleType.STRING, "Collector of the nearest collection")
            .item("GcCause", SimpleType.STRING, "Cause of the nearest collection")
            .item("GcPauseMillis", SimpleType.DOUBLE, "Pause of the nearest collection; null for a concurrent cycle")
            .item("GcDurationMillis", SimpleType.DOUBLE, "Length of the nearest collection, concurrent ones too")
            .item("GcOffsetMillis", SimpleType.DOUBLE, "From the first failure to it: negative where it ended before")
            .item("GcOffsetErrorMillis", SimpleType.DOUBLE, "How far the offset may be off, either way")
            .item(
                    "GcStalledMillis",
                    SimpleType.DOUBLE,
                    "Part of that pause in which its threads made memory; null for none seen")
            .item("DirectBytes", SimpleType.LONG, "Bytes reserved for direct buffers in the window")
            .item("UsualDirectBytes", SimpleType.LONG, "What the usual rate would give in such a window")
            .item("ZoneState", TextLines.TYPE, "The host's zones at the sample nearest to the first failure");

    private VerdictData() {}

    static CompositeData of(Verdict verdict) {
        KernelFailure first = verdict.first();
        Diagnosis diagnosis = first.diagnosis();
        NearestGc gc = verdict.nearestGc();
        return SHAPE.row(
                Date.from(first.time()),
                Date.from(first.time().plusNanos(verdict.lastNanos() - first.nanos())),
                BeanTable.millis(first.errorNanos()),
                verdict.failures(),
                first.report().request() == null ? null : Wording.order(first),
                BeanTable.known(diagnosis.bytes()),
                Wording.task(first),
                diagnosis.origin(),
                diagnosis.cause().name(),
                diagnosis.atomic(),
                diagnosis.confidence().name(),
                TextLines.wrapped(Wording.cut(verdict.summary())),
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
                BeanTable.known(verdict.directBytes()),
                BeanTable.known(verdict.usualDirectBytes()),
                verdict.zoneState().isEmpty() ? null : TextLines.wrapped(verdict.zoneState()));
    }

    private static String[] advice(List<Advice> all) {
        String[] words = new String[all.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = Wording.advice(all.get(i));
        }
        return words;
    }
}
