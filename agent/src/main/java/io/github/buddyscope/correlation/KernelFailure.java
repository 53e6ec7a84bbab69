// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.model.FailureReport;
import java.time.Instant;

/**
 * A failure with its diagnosis, placed in this JVM's time.
 *
 * @param nanos when it happened, {@link System#nanoTime()} scale
 * @param time the same as wall-clock time
 * @param errorNanos bound on the error of both
 * @param live false for what the log already held when the agent opened it
 * @param inThisJvm the task is a thread of this JVM, by task id; false in interrupt context and where ids can't be compared
 * @param javaThread that thread's name, null where not in this JVM or already gone
 * @param source where the report was read, e.g. {@code kmsg}
 */
public record KernelFailure(
        FailureReport report,
        Diagnosis diagnosis,
        long nanos,
        Instant time,
        long errorNanos,
        boolean live,
        boolean inThisJvm,
        String javaThread,
        String source) {}
