// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.FollowedReports;

/** A sink whose lines become failure reports. */
public interface ReportSink extends KernelLogSink {
    /** What gathers the lines: always the same. */
    FollowedReports reports();

    @Override
    default void line(KernelLine line) {
        reports().line(line);
    }

    @Override
    default long settleNanos() {
        return reports().settleNanos();
    }

    @Override
    default void settle() {
        reports().settle();
    }

    @Override
    default boolean floods() {
        return reports().floods();
    }

    @Override
    default void skipped(KernelLine line) {
        reports().skipped(line);
    }

    @Override
    default void idle() {
        reports().idle();
    }
}
