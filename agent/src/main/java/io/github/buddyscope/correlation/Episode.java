// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import java.util.Objects;

/** Failures of one cause and order that came within a window of each other. */
final class Episode {
    private final KernelFailure first;
    private int failures;
    private long lastNanos;

    Episode(KernelFailure first) {
        this.first = first;
        this.failures = first.report().occurrences();
        this.lastNanos = first.nanos();
    }

    boolean takes(KernelFailure failure, long window, long longest) {
        return failure.live() == first.live()
                && failure.diagnosis().cause() == first.diagnosis().cause()
                && failure.report().kind() == first.report().kind()
                && Objects.equals(failure.report().order(), first.report().order())
                && Math.abs(failure.nanos() - lastNanos) <= window
                && failure.nanos() - first.nanos() <= longest;
    }

    void add(KernelFailure failure) {
        failures += failure.report().occurrences();
        lastNanos = Math.max(lastNanos, failure.nanos());
    }

    KernelFailure first() {
        return first;
    }

    int failures() {
        return failures;
    }

    long lastNanos() {
        return lastNanos;
    }
}
