// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * The time that a task spent making memory for its own request: from a begin to the end of the same task.
 *
 * @param kind what the task had to do
 * @param order of the request; {@link #UNKNOWN} where the trace doesn't tell (compaction before 4.2)
 * @param beginNanos on the scale of {@link System#nanoTime()}, whole microseconds
 * @param endNanos same scale
 * @param nestedNanos of that, time in stalls of the same task that lie within this one and are told of on their own
 * @param outermost false for a stall within another of the same task: its time is part of the other's
 * @param result compaction's status, e.g. {@code success} or {@code no_suitable_page}; null for reclaim
 * @param pagesReclaimed pages freed by direct reclaim, {@link #UNKNOWN} for compaction
 * @param gfpFlags of the request as the kernel prints them; null where the trace doesn't tell
 */
public record AllocationStall(
        Kind kind,
        int order,
        long beginNanos,
        long endNanos,
        long nestedNanos,
        boolean outermost,
        String result,
        long pagesReclaimed,
        String gfpFlags,
        TracedTask task) {
    /** The trace doesn't tell. */
    public static final int UNKNOWN = -1;

    /** What the task did instead of its work. */
    public enum Kind {
        /** Wrote or dropped other pages. */
        DIRECT_RECLAIM,
        /** Moved pages together; once a zone. */
        DIRECT_COMPACTION
    }

    public long durationNanos() {
        return endNanos - beginNanos;
    }
}
