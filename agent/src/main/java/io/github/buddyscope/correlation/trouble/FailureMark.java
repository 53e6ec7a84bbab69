// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.trouble;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.Spanning;

/**
 * That a failure happened, without its report.
 *
 * @param nanos when, {@link System#nanoTime()} scale
 * @param errorNanos bound on the error of that
 * @param order null where the report doesn't tell
 */
public record FailureMark(long nanos, long errorNanos, FailureKind kind, Integer order, boolean inThisJvm)
        implements Spanning {
    @Override
    public long startNanos() {
        return nanos;
    }

    @Override
    public long endNanos() {
        return nanos;
    }

    /** Of that failure, without what its report says. */
    public static FailureMark of(KernelFailure failure) {
        return new FailureMark(
                failure.nanos(),
                failure.errorNanos(),
                failure.report().kind(),
                failure.report().order(),
                failure.inThisJvm());
    }
}
