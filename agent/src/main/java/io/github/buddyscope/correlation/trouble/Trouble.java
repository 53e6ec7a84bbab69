// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.trouble;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.model.TaskMatch;
import java.time.Instant;

/** Something that opens an episode or belongs to one. */
public interface Trouble {
    Trigger trigger();

    /** Why it happened, as far as it tells itself. */
    Diagnosis diagnosis();

    /** When it happened, {@link System#nanoTime()} scale. */
    long nanos();

    /** The same as wall-clock time. */
    Instant time();

    /** Bound on the error of both. */
    long errorNanos();

    /** False for what the log already held when the agent opened it. */
    boolean live();

    /** Failures that it stands for; 0 for a pause. */
    int failures();

    /** Of the request; -1 where not known. */
    int order();

    /** Name of the task that it happened to; null where not known. */
    String task();

    /** Whether that task is a thread of this JVM. */
    TaskMatch match();

    /** Whether the two are of one kind, so that they may belong to one episode. */
    boolean isLike(Trouble other);
}
