// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.event.AllocationFailureEvent;
import io.github.buddyscope.event.AllocationStallEvent;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.publish.TraceWording;
import io.github.buddyscope.publish.Wording;

/** Events of what the kernel's trace saw. */
final class TraceEvents {
    private TraceEvents() {}

    static void failure(TracedFailure traced) {
        AllocationFailureEvent event = new AllocationFailureEvent();
        if (!event.isEnabled()) {
            return;
        }
        AllocationFailure failure = traced.failure();
        event.kernelTime = traced.time().toEpochMilli();
        event.traceTime = failure.nanos();
        event.order = failure.order();
        event.gfpFlags = failure.gfpFlags();
        event.meaning = traced.meaning().name();
        event.reason = TraceWording.reason(failure.evidence());
        event.stalled = failure.stalledNanos();
        event.task = failure.task().name();
        event.taskId = failure.task().tid();
        event.cpu = failure.task().cpu();
        event.inThisJvm = traced.inThisJvm();
        event.javaThread = traced.javaThread();
        event.threadKind = Wording.name(traced.threadKind());
        event.commit();
    }

    static void stall(TracedStall traced) {
        AllocationStallEvent event = new AllocationStallEvent();
        if (!event.isEnabled()) {
            return;
        }
        AllocationStall stall = traced.stall();
        event.kernelTime = traced.time().toEpochMilli();
        event.traceTime = stall.beginNanos();
        event.stall = stall.durationNanos();
        event.kind = stall.kind().name();
        event.order = stall.order();
        event.result = TraceWording.result(stall);
        event.pagesReclaimed = Numbers.count(stall.pagesReclaimed());
        event.nested = stall.nestedNanos();
        event.outermost = stall.outermost();
        event.gfpFlags = stall.gfpFlags();
        event.task = stall.task().name();
        event.taskId = stall.task().tid();
        event.cpu = stall.task().cpu();
        event.inThisJvm = traced.inThisJvm();
        event.javaThread = traced.javaThread();
        event.threadKind = Wording.name(traced.threadKind());
        event.commit();
    }
}
