// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.trouble.Trigger;
import io.github.buddyscope.model.TaskMatch;
import java.util.List;

/**
 * What was seen of this JVM suffering.
 *
 * @param trigger what opened the episode
 * @param match of the episode's failures the one that is the likeliest to be of this JVM's
 * @param pauses collection pauses about the episode with stalls in them, the one stalled longest first
 * @param wallNanos time about the episode in which at least one of its threads was stalled
 * @param threadNanos its threads' stalls added up
 * @param ownFailures its own requests about the episode that failed and that their callers wanted, seen by the trace
 * @param fallbacks its own requests that failed where the caller goes on with less
 * @param traced all of its stalls about the episode were seen
 * @param hostStalls stalls of all tasks on the host in the window by its own counters; -1 where not known
 * @param remedy what would let its stalls be seen
 */
public record VictimEvidence(
        Trigger trigger,
        TaskMatch match,
        List<PauseStalls> pauses,
        long wallNanos,
        long threadNanos,
        int ownFailures,
        int fallbacks,
        boolean traced,
        long hostStalls,
        String remedy) {}
