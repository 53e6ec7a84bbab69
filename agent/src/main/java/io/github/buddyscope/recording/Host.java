// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The host's zones and its pressure. */
public final class Host {
    private static final int MOST_ZONES = 64;
    private static final int ASSUMED_PAGE = 4096;
    /** Columns of the pressure: shares in millionths. */
    public static final int SOME = 0;

    public static final int FULL = 1;
    public static final int RECLAIMS = 2;
    public static final int COMPACTIONS = 3;
    public static final int KSWAPD = 4;
    public static final int FALLBACKS = 5;

    private final Map<String, ZoneTrack> zones = new LinkedHashMap<>();
    private final Series pressure = new Series(6, 8192);
    /** Samplings by one more than the largest free order of any zone. */
    private final long[] samplings = new long[64];

    private final List<String> inSampling = new ArrayList<>();
    private int largestInSampling = -1;
    private long pageSize;
    private long oomKills;
    private boolean zonesLeftOut;

    void add(ZoneRow row) {
        String key = row.node() + " " + row.zone();
        ZoneTrack track = zones.get(key);
        if (track == null) {
            if (zones.size() == MOST_ZONES) {
                zonesLeftOut = true;
                return;
            }
            track = new ZoneTrack(row.node(), row.zone());
            zones.put(key, track);
        }
        track.add(row);
        learnPageSize(row);
        if (inSampling.contains(key)) {
            endSampling();
        }
        inSampling.add(key);
        largestInSampling = Math.max(largestInSampling, row.largestOrder());
    }

    /** The zones of one sampling are written one after the other, by one thread: one that comes again begins the next. */
    void endSampling() {
        if (!inSampling.isEmpty()) {
            samplings[Math.max(0, Math.min(samplings.length - 1, largestInSampling + 1))]++;
            inSampling.clear();
            largestInSampling = -1;
        }
    }

    private void learnPageSize(ZoneRow row) {
        if (pageSize > 0 || row.freeBytes() <= 0) {
            return;
        }
        long pages = 0;
        for (int order = 0; order < Math.min(11, row.blocks().length); order++) {
            pages += (long) row.blocks()[order] << order;
        }
        boolean higher = row.blocks().length > 11 && row.blocks()[11] > 0; // of which order isn't told
        if (!higher && pages > 0 && row.freeBytes() % pages == 0) {
            pageSize = row.freeBytes() / pages;
        }
    }

    void add(PressureRow row) {
        pressure.add(
                row.micros(),
                millionths(row.some()),
                millionths(row.full()),
                row.directReclaims(),
                row.directCompactions(),
                row.kswapdRuns(),
                row.hugePageFallbacks());
        oomKills += Math.max(0, row.oomKills());
    }

    private static long millionths(double share) {
        return Double.isNaN(share) ? -1 : Math.round(share * 1e6);
    }

    /** The largest first. */
    public List<ZoneTrack> zones() {
        Collection<ZoneTrack> all = zones.values();
        List<ZoneTrack> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingLong(ZoneTrack::mostFree).reversed().thenComparing(ZoneTrack::name));
        return sorted;
    }

    /** Whether there were more zones than are kept. */
    public boolean zonesLeftOut() {
        return zonesLeftOut;
    }

    public Series pressure() {
        return pressure;
    }

    /** Share of the samplings at which no zone had a free block of {@code order} or larger, 0 to 1. */
    public double exhausted(int order) {
        return Shares.below(samplings, order);
    }

    public long samplings() {
        return Shares.sum(samplings);
    }

    /** Bytes; 4096 where the recording doesn't tell. */
    public long pageSize() {
        return pageSize > 0 ? pageSize : ASSUMED_PAGE;
    }

    public long oomKills() {
        return oomKills;
    }
}
