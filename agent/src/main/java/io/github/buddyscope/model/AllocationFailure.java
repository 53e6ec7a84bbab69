// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * A failed attempt to allocate pages as the tracepoint {@code kmem:mm_page_alloc} saw it, whether the kernel's log told of
 * it or not. A failed attempt isn't yet a failed request: many callers try again with less. The tracepoint fires with no
 * page, too, where the pages were found but not allowed to be charged to a memory cgroup.
 *
 * @param nanos on the scale of {@link System#nanoTime()}, whole microseconds
 * @param order 2^order pages in one piece
 * @param gfpFlags names as the kernel prints them, e.g. {@code GFP_TRANSHUGE|__GFP_NORETRY|__GFP_THISNODE}
 * @param migrateType the kernel's number of the list that was asked first; -1 where not printed
 * @param task who allocated; null where the tracer didn't know
 * @param inInterrupt an interrupt allocated, and {@code task} is only the one that it interrupted
 * @param evidence what the kernel said of its retries on the way to this failure, in order; empty where it said nothing
 * @param stalledNanos how long the task was seen in direct reclaim and compaction on the way to this failure
 */
public record AllocationFailure(
        long nanos,
        int order,
        String gfpFlags,
        int migrateType,
        TracedTask task,
        boolean inInterrupt,
        List<RetryEvidence> evidence,
        long stalledNanos) {
    public AllocationFailure {
        evidence = List.copyOf(evidence);
    }
}
