// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.model.SourceState;
import java.util.List;

/**
 * What the agent itself costs and misses.
 *
 * @param sampleNanos wall time that the last sample took, publishing included
 * @param cpuNanos CPU time of the agent's threads since its start; -1 where the JVM doesn't tell
 * @param linesRead kernel log lines read since the start
 * @param linesLost kernel log lines lost since the start (overrun or rotation)
 * @param eventsDropped failures and verdicts not kept or not published because a limit was reached
 */
public record AgentHealth(
        long sampleNanos,
        long cpuNanos,
        long linesRead,
        long linesLost,
        long eventsDropped,
        List<SourceState> sources) {
    public AgentHealth {
        sources = List.copyOf(sources);
    }
}
