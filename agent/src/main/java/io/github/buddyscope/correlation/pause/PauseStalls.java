// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.ThreadKind;
import java.util.List;
import java.util.Map;

/**
 * How much of a collection pause this JVM's threads spent making memory, as the trace saw it.
 *
 * @param wallNanos time of the pause in which at least one thread that works in pauses was stalled: at most the pause
 * @param threadNanos stalled time of those threads added up: with several of them it may exceed the pause
 * @param byKind stalled time added up by thread kind, application threads too, which don't make the pause longer
 * @param groups what the threads that work in pauses were stalled by, the longest first
 */
public record PauseStalls(
        GcEvent gc, long wallNanos, long threadNanos, Map<ThreadKind, Long> byKind, List<StallGroup> groups) {
    public PauseStalls {
        byKind = Map.copyOf(byKind);
        groups = List.copyOf(groups);
    }

    /** {@code GC pause 41 ms, of which 27 ms direct compaction for order 9 in GC Thread#0 and GC Thread#1}. */
    public String sentence() {
        return PauseWords.sentence(this);
    }
}
