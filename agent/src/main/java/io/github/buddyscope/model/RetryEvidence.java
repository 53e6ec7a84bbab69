// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * The kernel's own reason to try once more or to give up, from the tracepoints of include/trace/events/oom.h (4.12 and
 * later).
 */
public sealed interface RetryEvidence {
    /** On the scale of {@link System#nanoTime()}, whole microseconds. */
    long nanos();

    /** Of the request. */
    int order();

    /**
     * {@code reclaim_retry_zone}: would the request fit if everything that can be reclaimed were? All in pages.
     *
     * @param zone null where the line doesn't name one
     * @param available free and reclaimable
     * @param noProgressLoops tries in a row that freed nothing
     * @param enough whether a block of the order and {@code minWatermark} would be there then
     */
    record Zone(
            long nanos,
            int order,
            ZoneId zone,
            long reclaimable,
            long available,
            long minWatermark,
            int noProgressLoops,
            boolean enough)
            implements RetryEvidence {}

    /**
     * {@code compact_retry}: is another compaction worth it?
     *
     * @param priority e.g. {@code COMPACT_PRIO_SYNC_LIGHT}; null where not printed
     * @param result {@code failed}, {@code withdrawn} or {@code progress}; null where not printed
     */
    record Compaction(long nanos, int order, String priority, String result, int retries, int maxRetries, boolean again)
            implements RetryEvidence {}
}
