// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.model.ReportZone;
import java.util.Set;

/**
 * A zone judged, with what the choice of the cause needs beyond the published finding.
 *
 * @param headroom free pages beyond the mark, reserve included; negative where below, null where it can't be told
 * @param firm the rejection doesn't depend on a number that the report lacks
 * @param borderline the numbers lie within one per cent of the mark: they were printed after the attempt
 * @param boostDecided the zone would have been above its mark but for watermark_boost
 * @param lacks what the report lacks about this zone
 */
public record ZoneVerdict(
        ZoneFinding finding, Long headroom, boolean firm, boolean borderline, boolean boostDecided, Set<String> lacks) {
    public ZoneVerdict {
        lacks = Set.copyOf(lacks);
    }

    /** The zone as the report prints it. */
    public ReportZone zone() {
        return finding.zone();
    }

    /** Why it could not serve the request. */
    public Rejection rejected() {
        return finding.rejected();
    }

    /** Whether it was rejected for this reason. */
    public boolean is(Rejection rejection) {
        return finding.rejected() == rejection;
    }
}
