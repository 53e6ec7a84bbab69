// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.trouble.Trouble;
import io.github.buddyscope.correlation.zone.ZoneCourse;
import io.github.buddyscope.diagnosis.episode.HowBad;
import java.util.List;

/**
 * An episode of troubles that belong together, with what this JVM had to do with it. Coinciding is not causing: the text
 * says no more than the numbers do.
 *
 * @param first the episode's first trouble
 * @param standsFor the one whose diagnosis stands for the episode: the first, or of stalled pauses the one stalled longest
 * @param failures failures in the episode, those beyond the kept ones included; 0 for stalled pauses
 * @param lastNanos when the last one happened, {@link System#nanoTime()} scale
 * @param windowNanos how far before and after the JVM's activity was gathered
 * @param nearestGc the collection nearest to the first failure, or the pause that stands for the episode; null where no
 *     collection was seen in the window
 * @param pauseStalls what of that collection's pause this JVM's threads were stalled; null where it was nothing, or nobody
 *     could see it
 * @param gcsInWindow collections in the window
 * @param direct direct buffers in the window
 * @param zoneState the host's zones at the sample nearest to the failure, in words; empty where there's none
 * @param zones what the zone that decided did before, during and after
 * @param part this JVM's
 * @param howBad how often such failures come since the agent's start; null where that isn't counted
 * @param summary what happened and what this JVM had to do with it, in plain words
 * @param doubts what could not be seen or told apart
 */
public record Verdict(
        Trouble first,
        Trouble standsFor,
        int failures,
        long lastNanos,
        long windowNanos,
        NearestGc nearestGc,
        PauseStalls pauseStalls,
        int gcsInWindow,
        DirectTraffic direct,
        String zoneState,
        ZoneCourse zones,
        JvmPart part,
        HowBad howBad,
        String summary,
        List<String> doubts) {
    public Verdict {
        doubts = List.copyOf(doubts);
    }
}
