// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.role;

import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.model.TaskMatch;
import java.util.List;

/**
 * What this JVM had to do with an episode.
 *
 * @param match of the episode's failures the one that is the likeliest to be of this JVM's
 * @param pauses collection pauses about the episode with stalls in them, the one stalled longest first
 * @param stalledNanos time about the episode in which at least one of its threads was stalled; -1 where that isn't seen
 * @param taking what it took of the host's memory before; null where not known
 */
public record JvmPart(Role role, TaskMatch match, List<PauseStalls> pauses, long stalledNanos, Taking taking) {
    public JvmPart {
        pauses = List.copyOf(pauses);
    }

    /** Growth of its resident memory before the episode, bytes: 0 where it shrank, -1 where that isn't known. */
    public long takenBytes() {
        return taking == null ? -1 : Math.max(0, taking.bytes());
    }

    /** What the host lost meanwhile, bytes: 0 where it lost nothing, -1 where that isn't known. */
    public long hostLostBytes() {
        return taking == null || taking.lost() == null
                ? -1
                : Math.max(0, taking.lost().bytes());
    }

    /** Of those pauses, time in which a thread that works in pauses was stalled. */
    public long pausesStalledNanos() {
        long sum = 0;
        for (PauseStalls pause : pauses) {
            sum += pause.wallNanos();
        }
        return sum;
    }
}
