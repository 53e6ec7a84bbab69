// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

/**
 * A task that had to make memory for its own request.
 *
 * @param nanos from its begin to its end
 * @param kind {@code DIRECT_RECLAIM} or {@code DIRECT_COMPACTION}
 * @param order -1 where the trace doesn't tell
 * @param outermost false for one within another of the same task: in a sum, only the outermost count
 */
public record Stall(
        long micros,
        long nanos,
        String kind,
        int order,
        String result,
        String task,
        long taskId,
        boolean inThisJvm,
        String javaThread,
        String threadKind,
        boolean outermost) {
    /** Whether it makes a collection pause longer. */
    boolean ofPauses() {
        return inThisJvm
                && ("GC_WORKER".equals(threadKind) || "VM".equals(threadKind) || "CONCURRENT_GC".equals(threadKind));
    }
}
