// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.correlation.Association;
import io.github.buddyscope.correlation.KernelFailure;
import io.github.buddyscope.correlation.NearestGc;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.event.AssociationEvent;
import io.github.buddyscope.event.KernelFailureEvent;
import io.github.buddyscope.event.VerdictEvent;
import io.github.buddyscope.publish.Wording;
import java.util.ArrayList;
import java.util.List;

/** Events of failures and of what came of them. */
final class FailureEvents {
    /** What JFR and Mission Control show as N/A in a time. */
    private static final long NOT_KNOWN = Long.MIN_VALUE;

    private FailureEvents() {}

    static void failure(KernelFailure failure) {
        KernelFailureEvent event = new KernelFailureEvent();
        if (!event.isEnabled()) {
            return;
        }
        event.kernelTime = failure.time().toEpochMilli();
        event.clockErrorBound = failure.errorNanos();
        event.kind = failure.report().kind().name();
        event.order = Wording.order(failure);
        event.requestedBytes = failure.diagnosis().bytes();
        event.cause = failure.diagnosis().cause().name();
        event.task = Wording.task(failure);
        event.taskId = Wording.taskId(failure);
        event.inThisJvm = failure.inThisJvm();
        event.javaThread = failure.javaThread();
        event.origin = failure.diagnosis().origin();
        event.gfpFlags = Wording.gfpFlags(failure);
        event.constraint = Wording.constraint(failure.report().request());
        event.live = failure.live();
        event.suppressed = failure.report().suppressed();
        event.source = failure.source();
        event.text = Wording.cut(failure.report().text());
        event.commit();
    }

    static void verdict(Verdict verdict) {
        VerdictEvent event = new VerdictEvent();
        if (!event.isEnabled()) {
            return;
        }
        KernelFailure first = verdict.first();
        Diagnosis diagnosis = first.diagnosis();
        event.kernelTime = first.time().toEpochMilli();
        event.lastKernelTime =
                first.time().plusNanos(verdict.lastNanos() - first.nanos()).toEpochMilli();
        event.clockErrorBound = first.errorNanos();
        event.failures = verdict.failures();
        event.cause = diagnosis.cause().name();
        event.atomic = diagnosis.atomic();
        event.confidence = diagnosis.confidence().name();
        event.summary = Wording.cut(verdict.summary());
        event.advice = advice(diagnosis.advice());
        event.doubts = Wording.lines(verdict.doubts());
        event.order = Wording.order(first);
        event.requestedBytes = diagnosis.bytes();
        event.task = Wording.task(first);
        event.origin = diagnosis.origin();
        event.window = verdict.windowNanos();
        event.gcStalled = verdict.pauseStalls() == null
                ? NOT_KNOWN
                : verdict.pauseStalls().wallNanos();
        event.gcsInWindow = verdict.gcsInWindow();
        nearestGc(verdict.nearestGc(), event);
        event.directBytes = verdict.directBytes();
        event.usualDirectBytes = verdict.usualDirectBytes();
        event.zoneState = verdict.zoneState().isEmpty() ? null : verdict.zoneState();
        event.commit();
    }

    private static void nearestGc(NearestGc nearest, VerdictEvent event) {
        event.gcPause = NOT_KNOWN;
        event.gcDuration = NOT_KNOWN;
        event.gcOffset = NOT_KNOWN;
        event.gcOffsetError = NOT_KNOWN;
        if (nearest != null) {
            event.gcName = nearest.gc().collector();
            event.gcCause = nearest.gc().cause();
            event.gcPause = nearest.gc().pause() ? nearest.gc().durationNanos() : NOT_KNOWN;
            event.gcDuration = nearest.gc().durationNanos();
            event.gcOffset = nearest.offsetNanos();
            event.gcOffsetError = nearest.errorNanos();
        }
    }

    static void association(Association association) {
        AssociationEvent event = new AssociationEvent();
        if (!event.isEnabled()) {
            return;
        }
        event.activity = association.activity();
        event.episodes = association.episodes();
        event.coinciding = association.coinciding();
        event.expected = association.expected();
        event.lift = association.lift();
        event.pValue = association.pValue();
        event.coverage = (float) association.coverage();
        event.watched = association.watchedNanos();
        event.tolerance = association.toleranceNanos();
        event.sentence = association.sentence();
        event.commit();
    }

    private static String advice(List<Advice> all) {
        List<String> words = new ArrayList<>(all.size());
        for (Advice one : all) {
            words.add(Wording.advice(one));
        }
        return Wording.lines(words);
    }
}
