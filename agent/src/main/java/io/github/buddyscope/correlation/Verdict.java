// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import java.util.List;

/**
 * An episode of failures that belong together, with what this JVM did around it. Coinciding is not causing: the text
 * says no more than the numbers do.
 *
 * @param first the episode's first failure, whose diagnosis stands for the episode
 * @param failures failures in the episode, those beyond the kept ones included
 * @param lastNanos when the last one happened, {@link System#nanoTime()} scale
 * @param windowNanos how far before and after the JVM's activity was gathered
 * @param nearestGc null where no collection was seen in the window
 * @param pauseStalls what of the nearest collection's pause this JVM's threads were stalled; null where it was nothing, or
 *     nobody could see it
 * @param gcsInWindow collections in the window
 * @param directBytes bytes reserved for direct buffers in the window; -1 where not watched
 * @param usualDirectBytes bytes that the trailing rate would give in a window of that length; -1 where not known yet
 * @param zoneState the host's zones at the sample nearest to the failure, in words; empty where there's none
 * @param summary what happened and what this JVM had to do with it, in plain words
 * @param doubts what could not be seen or told apart
 */
public record Verdict(
        KernelFailure first,
        int failures,
        long lastNanos,
        long windowNanos,
        NearestGc nearestGc,
        PauseStalls pauseStalls,
        int gcsInWindow,
        long directBytes,
        long usualDirectBytes,
        String zoneState,
        String summary,
        List<String> doubts) {
    public Verdict {
        doubts = List.copyOf(doubts);
    }
}
