// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.trouble;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.TracedCause;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.TaskMatch.Sureness;
import java.time.Instant;

/** A request of this JVM's that failed, seen by the trace. */
public record UnloggedFailure(TracedFailure failure, Diagnosis diagnosis, TaskMatch match) implements Trouble {
    /** With the diagnosis that the trace alone allows. */
    public static UnloggedFailure of(TracedFailure failure, long pageSize) {
        String thread = failure.javaThread();
        TaskMatch match = new TaskMatch(
                Sureness.CERTAIN,
                thread,
                failure.threadKind(),
                "task " + failure.failure().task().tid() + " is its thread " + thread + " ("
                        + failure.threadKind().one() + ")");
        return new UnloggedFailure(
                failure, TracedCause.ofFailure(failure.failure(), failure.meaning(), pageSize), match);
    }

    @Override
    public Trigger trigger() {
        return Trigger.TRACED_FAILURE;
    }

    @Override
    public long nanos() {
        return failure.failure().nanos();
    }

    @Override
    public Instant time() {
        return failure.time();
    }

    @Override
    public long errorNanos() {
        return 1_000;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public int failures() {
        return 1;
    }

    @Override
    public int order() {
        return failure.failure().order();
    }

    @Override
    public String task() {
        return failure.failure().task().name();
    }

    @Override
    public boolean isLike(Trouble other) {
        return other instanceof UnloggedFailure failed && failed.order() == order();
    }
}
