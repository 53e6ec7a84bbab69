// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.publish.Wording;
import java.util.Date;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;

/** A failure in open types. */
final class FailureData {
    static final Shape SHAPE = new Shape(
                    "Failure", "A failure that the kernel reported; null where the report doesn't tell")
            .item("Time", SimpleType.DATE, "When it happened")
            .item("ErrorMillis", SimpleType.DOUBLE, "How far the time may be off, either way, in milliseconds")
            .item("Kind", SimpleType.STRING, "What failed, e.g. PAGE_ALLOC_FAILURE")
            .item("Order", SimpleType.INTEGER, "2^order pages were asked for in one piece")
            .item("Bytes", SimpleType.LONG, "Size of the request in bytes")
            .item("Task", SimpleType.STRING, "The task that ran; in interrupt context the one that was interrupted")
            .item("TaskId", SimpleType.LONG, "Thread id in the host's numbering")
            .item("InThisJvm", SimpleType.BOOLEAN, "The task is certainly a thread of this JVM")
            .item(
                    "JvmMatch",
                    SimpleType.STRING,
                    "How sure it is that the task is a thread of this JVM: CERTAIN, LIKELY, POSSIBLE, UNLIKELY, NO and others")
            .item("JavaThread", SimpleType.STRING, "Name of this JVM's thread that the task is or may be")
            .item("ThreadKind", SimpleType.STRING, "What JavaThread is for, e.g. GC_WORKER")
            .item("Cause", SimpleType.STRING, "Why it failed, e.g. FRAGMENTATION")
            .item("Atomic", SimpleType.BOOLEAN, "The request could not wait")
            .item("Confidence", SimpleType.STRING, "How far the evidence carries the cause: HIGH, MEDIUM or LOW")
            .item("Summary", TextLines.TYPE, "Why, in plain words")
            .item("Origin", SimpleType.STRING, "Driver or subsystem that asked, e.g. i40e")
            .item("GfpFlags", SimpleType.STRING, "How the memory was asked for")
            .item("Constraint", SimpleType.STRING, "Node mask, cpuset and allowed nodes as printed")
            .item("Live", SimpleType.BOOLEAN, "False for what the log already held when the agent opened it")
            .item("Suppressed", SimpleType.INTEGER, "Reports that the kernel swallowed before this one")
            .item("Source", SimpleType.STRING, "Where the report was read, e.g. kmsg")
            .item("Text", TextLines.TYPE, "The lines of the report as printed, cut where it is very long");

    private FailureData() {}

    static CompositeData of(KernelFailure failure) {
        Diagnosis diagnosis = failure.diagnosis();
        return SHAPE.row(
                Date.from(failure.time()),
                BeanTable.millis(failure.errorNanos()),
                failure.report().kind().name(),
                failure.report().order(),
                BeanTable.known(diagnosis.bytes()),
                Wording.task(failure),
                BeanTable.known(Wording.taskId(failure)),
                failure.inThisJvm(),
                failure.match().sureness().name(),
                failure.match().thread(),
                Wording.name(failure.match().kind()),
                diagnosis.cause().name(),
                diagnosis.atomic(),
                diagnosis.confidence().name(),
                TextLines.wrapped(Wording.cut(diagnosis.summary())),
                diagnosis.origin(),
                Wording.gfpFlags(failure),
                Wording.constraint(failure.report().request()),
                failure.live(),
                failure.report().suppressed(),
                failure.source(),
                TextLines.split(Wording.cut(failure.report().text())));
    }
}
