// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import io.github.buddyscope.diagnosis.request.Attempt;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.ReportZone;

/**
 * Free memory in zones and nodes that the report doesn't print. Since 6.1 zones above the request's are left out, and a
 * request that can sleep shows only the nodes that it could use ({@code show_free_areas}); the total is the host's.
 */
public final class HiddenMemory {
    private HiddenMemory() {}

    /**
     * @return kB; 0 where all is printed or the rest is within the report's error of one per cent, null where it can't be
     *     told
     */
    public static Long freeKb(Attempt attempt) {
        MemInfo memory = attempt.report().memory();
        if (memory.freePages() == null || memory.cut() || memory.zones().isEmpty()) {
            return null;
        }
        long printed = 0;
        for (ReportZone zone : memory.zones()) {
            if (zone.freeKb() == null) {
                return null;
            }
            printed += zone.freeKb();
        }
        long total = memory.freePages() * attempt.pageKb();
        long hidden = total - printed;
        return hidden * 100 <= total ? 0 : hidden;
    }
}
