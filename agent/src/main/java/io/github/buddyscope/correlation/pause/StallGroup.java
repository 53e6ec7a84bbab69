// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.ThreadKind;
import java.util.List;

/**
 * Stalls of one kind and order within a span of time.
 *
 * @param order {@link AllocationStall#UNKNOWN} where the trace doesn't tell
 * @param wallNanos time in which at least one thread was in such a stall
 * @param threadNanos time of all threads in such stalls added up
 * @param threads their names, the one that was stalled longest first
 * @param threadKind what that first one is for
 */
public record StallGroup(
        AllocationStall.Kind kind,
        int order,
        long wallNanos,
        long threadNanos,
        List<String> threads,
        ThreadKind threadKind) {
    public StallGroup {
        threads = List.copyOf(threads);
    }
}
