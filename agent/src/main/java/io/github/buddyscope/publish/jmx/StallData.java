// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.publish.TraceWording;
import java.util.Date;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;

/** What the trace saw in open types. */
final class StallData {
    static final Shape STALL =
            withTask(new Shape("Stall", "Direct reclaim or direct compaction of one task for its own request")
                    .item("Time", SimpleType.DATE, "When it began")
                    .item("Millis", SimpleType.DOUBLE, "How long it took, in milliseconds")
                    .item("Kind", SimpleType.STRING, "DIRECT_RECLAIM or DIRECT_COMPACTION")
                    .item("Order", SimpleType.INTEGER, "2^order pages were asked for in one piece; -1 where not known")
                    .item("Result", SimpleType.STRING, "Compaction's status, or the pages that reclaim freed")
                    .item("Outermost", SimpleType.BOOLEAN, "False for a stall within another of the same task"));

    static final Shape FAILURE = withTask(new Shape("FailedAttempt", "An attempt to allocate pages that failed")
            .item("Time", SimpleType.DATE, "When it failed")
            .item("Order", SimpleType.INTEGER, "2^order pages were asked for in one piece")
            .item("Meaning", SimpleType.STRING, "FIRST_TRY, OPTIONAL, ACCOUNTED or REPORTED")
            .item("About", SimpleType.STRING, "What that means, in plain words")
            .item("Reason", SimpleType.STRING, "Why the kernel gave up; null where its trace has no reason")
            .item(
                    "StalledMillis",
                    SimpleType.DOUBLE,
                    "Time that the task was seen stalled on the way to it, milliseconds"));

    private StallData() {}

    /** Whose it was, which both end with. */
    private static Shape withTask(Shape shape) {
        return shape.item("Task", SimpleType.STRING, "The task; null where the tracer didn't know it")
                .item("TaskId", SimpleType.LONG, "Thread id in the host's numbering")
                .item("InThisJvm", SimpleType.BOOLEAN, "The task is a thread of this JVM")
                .item("JavaThread", SimpleType.STRING, "Name of that thread, 15 characters of it")
                .item("ThreadKind", SimpleType.STRING, "What that thread is for, e.g. GC_WORKER")
                .item("GfpFlags", SimpleType.STRING, "How the memory was asked for");
    }

    static CompositeData of(TracedStall traced) {
        AllocationStall stall = traced.stall();
        return STALL.row(
                Date.from(traced.time()),
                BeanTable.millis(stall.durationNanos()),
                stall.kind().name(),
                stall.order(),
                TraceWording.result(stall),
                stall.outermost(),
                stall.task().name(),
                (long) stall.task().tid(),
                traced.inThisJvm(),
                traced.javaThread(),
                name(traced.threadKind()),
                stall.gfpFlags());
    }

    static CompositeData of(TracedFailure traced) {
        AllocationFailure failure = traced.failure();
        return FAILURE.row(
                Date.from(traced.time()),
                failure.order(),
                traced.meaning().name(),
                traced.meaning().words(),
                TraceWording.reason(failure.evidence()),
                BeanTable.millis(failure.stalledNanos()),
                failure.task().name(),
                (long) failure.task().tid(),
                traced.inThisJvm(),
                traced.javaThread(),
                name(traced.threadKind()),
                failure.gfpFlags());
    }

    private static String name(ThreadKind kind) {
        return kind == null ? null : kind.name();
    }
}
