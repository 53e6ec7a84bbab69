// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.episode.HowBad;
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
        event.javaThread = failure.match().thread();
        event.threadKind = Wording.name(failure.match().kind());
        event.jvmMatch = failure.match().sureness().name();
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
        Trouble first = verdict.first();
        Diagnosis diagnosis = verdict.standsFor().diagnosis();
        event.kernelTime = first.time().toEpochMilli();
        event.lastKernelTime =
                first.time().plusNanos(verdict.lastNanos() - first.nanos()).toEpochMilli();
        event.clockErrorBound = first.errorNanos();
        event.trigger = first.trigger().name();
        event.failures = verdict.failures();
        event.cause = diagnosis.cause().name();
        event.atomic = diagnosis.atomic();
        event.confidence = diagnosis.confidence().name();
        event.summary = Wording.cut(verdict.summary());
        event.advice = advice(diagnosis.advice());
        event.doubts = Wording.lines(verdict.doubts());
        event.order = verdict.standsFor().order();
        event.requestedBytes = diagnosis.bytes();
        event.task = verdict.standsFor().task();
        event.origin = diagnosis.origin();
        event.window = verdict.windowNanos();
        event.gcStalled = verdict.pauseStalls() == null
                ? NOT_KNOWN
                : verdict.pauseStalls().wallNanos();
        event.gcsInWindow = verdict.gcsInWindow();
        nearestGc(verdict.nearestGc(), event);
        part(verdict.part(), event);
        event.directBytes = verdict.direct().bytes();
        event.usualDirectBytes = verdict.direct().usualBytes();
        event.directPercentile = (float) verdict.direct().percentile();
        event.directWindows = verdict.direct().windows();
        event.zoneState = Wording.filled(verdict.zoneState());
        event.zonesBefore = Wording.filled(verdict.zones().before());
        event.zonesAfter = Wording.filled(verdict.zones().after());
        event.recovery = verdict.zones().recoveryNanos() < 0
                ? NOT_KNOWN
                : verdict.zones().recoveryNanos();
        HowBad howBad = verdict.howBad();
        event.howBad = howBad == null ? null : howBad.sentence();
        event.trend = howBad == null ? null : howBad.trend().name();
        event.commit();
    }

    private static void part(JvmPart part, VerdictEvent event) {
        event.jvmRole = part.role().role().name();
        event.roleEvidence = Wording.cut(part.role().text());
        event.jvmMatch = part.match().sureness().name();
        event.javaThread = part.match().thread();
        event.threadKind = Wording.name(part.match().kind());
        event.jvmStalled = part.stalledNanos() < 0 ? NOT_KNOWN : part.stalledNanos();
        event.stalledPauses = part.pauses().size();
        event.pausesStalled = part.stalledNanos() < 0 ? NOT_KNOWN : part.pausesStalledNanos();
        event.takenBytes = part.takenBytes();
        event.hostLostBytes = part.hostLostBytes();
    }

    private static void nearestGc(NearestGc nearest, VerdictEvent event) {
        event.gcPause = NOT_KNOWN;
        event.gcDuration = NOT_KNOWN;
        event.gcOffset = NOT_KNOWN;
        event.gcOffsetError = NOT_KNOWN;
        event.gcTraceTime = -1;
        if (nearest != null) {
            event.gcName = nearest.gc().collector();
            event.gcCause = nearest.gc().cause();
            event.gcPause = nearest.gc().pause() ? nearest.gc().durationNanos() : NOT_KNOWN;
            event.gcDuration = nearest.gc().durationNanos();
            event.gcTraceTime = nearest.gc().startNanos();
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
