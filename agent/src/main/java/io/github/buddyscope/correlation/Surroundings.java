// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation;

import io.github.buddyscope.correlation.pause.PauseStalls;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.zone.ZoneCourse;
import io.github.buddyscope.diagnosis.episode.HowBad;
import io.github.buddyscope.model.HostSample;

/**
 * What the timeline holds around an episode.
 *
 * @param watched false where the episode was before the agent's start
 * @param windowNanos how far before and after was looked
 */
record Surroundings(
        boolean watched,
        boolean directWatched,
        long windowNanos,
        NearestGc gc,
        PauseStalls pauseStalls,
        int gcsInWindow,
        DirectTraffic direct,
        HostSample sample,
        ZoneCourse zones,
        JvmPart part,
        HowBad howBad) {}
