// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Judgement;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.TaskMatch.Sureness;
import io.github.buddyscope.model.ThreadKind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Failures as the correlation gets them. */
public final class Failures {
    private Failures() {}

    public static KernelFailure at(long seconds) {
        return of(seconds, Cause.FRAGMENTATION, true, false, null);
    }

    public static KernelFailure of(long seconds, Cause cause, boolean live, boolean interrupt, String javaThread) {
        long nanos = TimeUnit.SECONDS.toNanos(seconds);
        KernelLine header = new KernelLine(1, "bash: page allocation failure: order:5", null, null, null, null);
        FailureReport report = new FailureReport(
                FailureKind.PAGE_ALLOC_FAILURE,
                header,
                new Request(5, 0xcc0, List.of("GFP_KERNEL"), null, null, null),
                new Origin("bash", 42, 0, "6.18.0", null, null, null, List.of(), interrupt),
                MemInfo.NONE,
                null,
                0,
                1,
                0,
                header.text());
        Diagnosis diagnosis = new Diagnosis(
                cause,
                false,
                Confidence.HIGH,
                131072,
                List.of(),
                "names",
                null,
                List.of(),
                "No block of 128 KiB was free.",
                List.of(),
                List.of(),
                RequestMeaning.NONE,
                Judgement.NONE);
        return new KernelFailure(
                report,
                diagnosis,
                nanos,
                Instant.EPOCH,
                TimeUnit.MILLISECONDS.toNanos(2),
                live,
                match(interrupt, javaThread),
                "kmsg");
    }

    /** One whose report says that the kernel swallowed others before it. */
    public static KernelFailure swallowing(long seconds, int suppressed) {
        KernelFailure failure = at(seconds);
        FailureReport report = failure.report();
        return new KernelFailure(
                new FailureReport(
                        report.kind(),
                        report.header(),
                        report.request(),
                        report.origin(),
                        report.memory(),
                        report.detail(),
                        suppressed,
                        report.occurrences(),
                        report.droppedLines(),
                        report.text()),
                failure.diagnosis(),
                failure.nanos(),
                failure.time(),
                failure.errorNanos(),
                failure.live(),
                failure.match(),
                failure.source());
    }

    private static TaskMatch match(boolean interrupt, String javaThread) {
        if (interrupt) {
            return new TaskMatch(Sureness.INTERRUPTED, null, null, "an interrupt asked");
        }
        return javaThread == null
                ? new TaskMatch(Sureness.NO, null, null, "task 42 is none of its threads")
                : new TaskMatch(
                        Sureness.CERTAIN, javaThread, ThreadKind.COMPILER, "task 42 is its thread " + javaThread);
    }
}
