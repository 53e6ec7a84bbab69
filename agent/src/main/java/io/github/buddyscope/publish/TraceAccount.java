// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.correlation.pause.StallTotals;
import io.github.buddyscope.model.SourceState;

/**
 * What the trace of the kernel's allocations came to, for the health of it.
 *
 * @param state whether there is a trace; where there's none, the host's own counters have to do
 * @param sinceNanos when it began, {@link System#nanoTime()} scale; 0 where it hasn't
 * @param failures whether failures are traced: the event may be missing, or have been too dear on this host
 * @param events events read
 * @param lost events that found no room in the kernel's buffer before they were read
 * @param dropped stalls of which one end is missing, and findings that couldn't be kept
 * @param logged failures of order 1 and more that the kernel's log told of since then
 * @param mixed blocks taken from another migrate type's list since then, which is how memory gets fragmented
 * @param pauses this JVM's stalls against its collection pauses
 */
public record TraceAccount(
        SourceState state,
        long sinceNanos,
        boolean failures,
        long events,
        long lost,
        long dropped,
        long logged,
        long mixed,
        StallTotals pauses) {}
