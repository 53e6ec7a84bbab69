// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.publish.HostReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is shown, as of one moment.
 *
 * @param title what is watched: the host's name and kernel
 * @param reading null before the first sample
 * @param curves by zone
 * @param someStalled share of the time in which a task waited for memory, over time
 * @param stalls of the last period; null where nothing traces
 * @param periodNanos how long between two samples
 * @param happenings oldest first
 * @param failures in the kernel's log since the watching began
 * @param sources what can be read and what can't
 * @param jvm null where none is watched
 */
public record Scene(
        Instant time,
        String title,
        HostReading reading,
        Map<ZoneId, Map<Curve, Trail>> curves,
        Trail someStalled,
        TraceDigest.Totals stalls,
        long periodNanos,
        List<Happening> happenings,
        long failures,
        List<SourceState> sources,
        JvmView jvm) {
    public Scene {
        happenings = List.copyOf(happenings);
        sources = List.copyOf(sources);
    }
}
