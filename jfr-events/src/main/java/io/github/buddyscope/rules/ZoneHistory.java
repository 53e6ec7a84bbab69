// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of each memory zone over a recording. */
final class ZoneHistory {
    /** A zone that never had as much free is too small for its order counts to mean anything: DMA has 15 MiB. */
    static final long LEAST_BYTES = 64L << 20;

    /** One zone. */
    static final class Zone {
        final String name;
        int samples;
        int judged;
        int exhausted;
        int belowLow;
        int belowMin;
        double unusable;
        long mostFree = -1;
        long freeAtWorst = -1;
        long largestAtWorst = Long.MAX_VALUE;

        Zone(String name) {
            this.name = name;
        }

        double exhaustedShare() {
            return judged == 0 ? 0 : (double) exhausted / judged;
        }

        double belowLowShare() {
            return samples == 0 ? 0 : (double) belowLow / samples;
        }

        double belowMinShare() {
            return samples == 0 ? 0 : (double) belowMin / samples;
        }

        double meanUnusable() {
            return judged == 0 ? 0 : unusable / judged;
        }
    }

    private final Map<String, Zone> zones = new LinkedHashMap<>();
    private final long order;

    private ZoneHistory(long order) {
        this.order = order;
    }

    /** @param order of the block that should always be there */
    static ZoneHistory of(Events events, long order) {
        ZoneHistory history = new ZoneHistory(order);
        events.each(Events.ZONE, history::look);
        return history;
    }

    private void look(Row sample) {
        String name = "Node " + sample.number("node") + " " + sample.text("zone");
        Zone zone = zones.computeIfAbsent(name, Zone::new);
        String state = String.valueOf(sample.text("state"));
        long free = sample.bytes("freeBytes");
        zone.samples++;
        zone.mostFree = Math.max(zone.mostFree, free);
        zone.belowMin += state.equals("BELOW_MIN") ? 1 : 0;
        zone.belowLow += state.equals("BELOW_MIN") || state.equals("BELOW_LOW") ? 1 : 0;
        if (free >= LEAST_BYTES && !state.equals("BELOW_MIN") && !state.equals("BELOW_LOW")) {
            double unusable = sample.share("unusableIndex5");
            zone.judged++;
            zone.unusable += Double.isNaN(unusable) ? 0 : unusable;
            long largest = sample.number("largestFreeOrder");
            zone.exhausted += largest < order ? 1 : 0;
            if (largest < zone.largestAtWorst) {
                zone.largestAtWorst = largest;
                zone.freeAtWorst = free;
            }
        }
    }

    boolean any() {
        return !zones.isEmpty();
    }

    /** Those large enough to be judged. */
    Collection<Zone> large() {
        List<Zone> large = new ArrayList<>();
        for (Zone zone : zones.values()) {
            if (zone.mostFree >= LEAST_BYTES) {
                large.add(zone);
            }
        }
        return large;
    }
}
