// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.util.List;

/**
 * The memory dump of a report, as far as it is there. It was printed after the attempt, so it may differ from what the
 * allocator saw.
 *
 * @param freePages free pages of all zones together, hidden ones included ({@code free:} in the block of counters)
 * @param freeCmaPages of those, in CMA areas
 * @param zones in printed order; since 6.1 without the zones that the request couldn't use
 * @param cut a zone line or a buddy list of the dump was cut or unreadable
 */
public record MemInfo(Long freePages, Long freeCmaPages, List<ReportZone> zones, boolean cut) {
    public static final MemInfo NONE = new MemInfo(null, null, List.of(), false);

    public MemInfo {
        zones = List.copyOf(zones);
    }

    /** Page size in bytes as the buddy lists show it (the block of order 0), null where there are none. */
    public Long pageSize() {
        for (ReportZone zone : zones) {
            if (zone.buddy() != null) {
                return zone.buddy().blockKb().get(0) * 1024;
            }
        }
        return null;
    }
}
