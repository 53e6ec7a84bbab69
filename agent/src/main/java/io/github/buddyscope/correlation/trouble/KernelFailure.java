// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.trouble;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.TaskMatch;
import java.time.Instant;

/**
 * A failure with its diagnosis, placed in this JVM's time.
 *
 * @param nanos when it happened, {@link System#nanoTime()} scale
 * @param time the same as wall-clock time
 * @param errorNanos bound on the error of both
 * @param live false for what the log already held when the agent opened it
 * @param match whether the task is a thread of this JVM, and how sure that is
 * @param source where the report was read, e.g. {@code kmsg}
 */
public record KernelFailure(
        FailureReport report,
        Diagnosis diagnosis,
        long nanos,
        Instant time,
        long errorNanos,
        boolean live,
        TaskMatch match,
        String source)
        implements Trouble {
    /** The task is certainly a thread of this JVM: known by its id. */
    public boolean inThisJvm() {
        return match.isCertain();
    }

    @Override
    public Trigger trigger() {
        return Trigger.KERNEL_LOG;
    }

    @Override
    public int failures() {
        return report.occurrences();
    }

    @Override
    public int order() {
        return report.order() == null ? -1 : report.order();
    }

    @Override
    public String task() {
        return report.origin() == null ? null : report.origin().task();
    }

    @Override
    public boolean isLike(Trouble other) {
        return other instanceof KernelFailure failure
                && failure.live == live
                && failure.diagnosis.cause() == diagnosis.cause()
                && failure.report.kind() == report.kind()
                && failure.order() == order();
    }
}
