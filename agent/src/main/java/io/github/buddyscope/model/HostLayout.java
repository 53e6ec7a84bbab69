// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import io.github.buddyscope.model.ZoneInfo.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which zones, orders and counters this host has, and where the number of each stands in an array: what stays the same from
 * sample to sample, so that a sample is but numbers until somebody wants the records. Immutable.
 */
public final class HostLayout {
    /** Of no sample. */
    public static final HostLayout NONE = new HostLayout(new HostSample(0, List.of(), null, null));

    /** Numbers that a zone has of its own in zoneinfo, in the order of {@link ZoneInfo}'s components. */
    public static final int INFOS = 11;

    private static final int PRESSURES = 2;

    private final ZoneId[] zones;
    private final int[] orders;
    private final List<List<Long>> reserves;
    private final int[] blocksAt;
    private final int[] infoAt;
    private final String[] counters;
    private final boolean hasPressure;
    private final int[] allocatedAt;
    private final int size;

    private HostLayout(HostSample sample) {
        counters = sample.vmStat() == null ? null : names(sample.vmStat());
        hasPressure = sample.pressure() != null;
        int at = (counters == null ? 0 : counters.length) + (hasPressure ? PRESSURES : 0);
        int count = sample.zones().size();
        zones = new ZoneId[count];
        orders = new int[count];
        reserves = new ArrayList<>(count);
        blocksAt = new int[count];
        infoAt = new int[count];
        for (int i = 0; i < count; i++) {
            ZoneSample zone = sample.zones().get(i);
            zones[i] = zone.id();
            orders[i] = zone.free().orders();
            blocksAt[i] = at;
            at += orders[i];
            infoAt[i] = zone.info() == null ? -1 : at;
            at += zone.info() == null ? 0 : INFOS;
            reserves.add(zone.info() == null ? null : zone.info().lowmemReserve());
        }
        allocatedAt = counters == null ? new int[0] : startingWith("pgalloc_");
        size = at;
    }

    private static String[] names(VmStat stat) {
        return new TreeSet<>(stat.counters().keySet()).toArray(new String[0]);
    }

    private int[] startingWith(String prefix) {
        int[] at = new int[counters.length];
        int found = 0;
        for (int i = 0; i < counters.length; i++) {
            if (counters[i].startsWith(prefix)) {
                at[found++] = i;
            }
        }
        return Arrays.copyOf(at, found);
    }

    /** This layout where the sample has it, else the sample's own. */
    public HostLayout of(HostSample sample) {
        HostLayout its = new HostLayout(sample);
        return Arrays.equals(zones, its.zones)
                        && Arrays.equals(orders, its.orders)
                        && Arrays.equals(infoAt, its.infoAt)
                        && Arrays.equals(counters, its.counters)
                        && hasPressure == its.hasPressure
                        && reserves.equals(its.reserves)
                ? this
                : its;
    }

    /** How many numbers a sample has. */
    public int size() {
        return size;
    }

    /** Zones of a sample. */
    public int zones() {
        return zones.length;
    }

    /** Index of a zone; -1 where there is none such. */
    public int zone(ZoneId id) {
        for (int i = 0; i < zones.length; i++) {
            if (zones[i].equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** Where the free blocks of order 0 of a zone stand, those of the next orders behind them. */
    public int blocksAt(int zone) {
        return blocksAt[zone];
    }

    /** Where the numbers of {@link ZoneInfo} of a zone stand, free pages first; -1 where nothing is known of it. */
    public int infoAt(int zone) {
        return infoAt[zone];
    }

    /** Where a counter of {@code /proc/vmstat} stands; -1 where this kernel has none such. */
    public int counterAt(String name) {
        return counters == null ? -1 : Math.max(-1, Arrays.binarySearch(counters, name));
    }

    /** Where the totals of some and, behind it, of full stand; -1 where there are none. */
    public int pressureAt() {
        return hasPressure ? counters == null ? 0 : counters.length : -1;
    }

    /** {@link VmStat#pagesAllocated()} of these numbers. */
    public long pagesAllocated(long[] numbers) {
        long sum = allocatedAt.length == 0 ? ZoneInfo.UNKNOWN : 0;
        for (int at : allocatedAt) {
            sum += numbers[at];
        }
        return sum;
    }

    /** Free pages of a zone, from its blocks. */
    public long freePages(int zone, long[] numbers) {
        long pages = 0;
        for (int order = 0; order < orders[zone]; order++) {
            pages += numbers[blocksAt[zone] + order] << order;
        }
        return pages;
    }

    /** Writes a sample of this layout as numbers. */
    public void write(HostSample sample, long[] numbers) {
        if (counters != null) {
            for (int i = 0; i < counters.length; i++) {
                numbers[i] = sample.vmStat().get(counters[i]);
            }
        }
        if (hasPressure) {
            numbers[pressureAt()] = sample.pressure().someMicros();
            numbers[pressureAt() + 1] = sample.pressure().fullMicros();
        }
        for (int i = 0; i < zones.length; i++) {
            ZoneSample zone = sample.zones().get(i);
            for (int order = 0; order < orders[i]; order++) {
                numbers[blocksAt[i] + order] = zone.free().count(order);
            }
            if (infoAt[i] >= 0) {
                write(zone.info(), numbers, infoAt[i]);
            }
        }
    }

    private static void write(ZoneInfo info, long[] numbers, int at) {
        numbers[at] = info.free();
        numbers[at + 1] = info.watermarks().min();
        numbers[at + 2] = info.watermarks().low();
        numbers[at + 3] = info.watermarks().high();
        numbers[at + 4] = info.boost();
        numbers[at + 5] = info.present();
        numbers[at + 6] = info.managed();
        numbers[at + 7] = info.cma();
        numbers[at + 8] = info.freeCma();
        numbers[at + 9] = info.reservedHighatomic();
        numbers[at + 10] = info.freeHighatomic();
    }

    /** The records of these numbers. */
    public HostSample sample(long nanos, long[] numbers) {
        List<ZoneSample> all = new ArrayList<>(zones.length);
        for (int i = 0; i < zones.length; i++) {
            FreeBlocks free = FreeBlocks.of(Arrays.copyOfRange(numbers, blocksAt[i], blocksAt[i] + orders[i]));
            all.add(new ZoneSample(zones[i], free, infoAt[i] < 0 ? null : info(i, numbers)));
        }
        int at = pressureAt();
        Pressure pressure = at < 0 ? null : new Pressure(numbers[at], numbers[at + 1]);
        return new HostSample(nanos, all, counters == null ? null : vmStat(numbers), pressure);
    }

    private ZoneInfo info(int zone, long[] numbers) {
        int at = infoAt[zone];
        return new ZoneInfo(
                zones[zone],
                numbers[at],
                new Watermarks(numbers[at + 1], numbers[at + 2], numbers[at + 3]),
                numbers[at + 4],
                numbers[at + 5],
                numbers[at + 6],
                numbers[at + 7],
                reserves.get(zone),
                numbers[at + 8],
                numbers[at + 9],
                numbers[at + 10]);
    }

    private VmStat vmStat(long[] numbers) {
        Map<String, Long> values = new HashMap<>(2 * counters.length);
        for (int i = 0; i < counters.length; i++) {
            values.put(counters[i], numbers[i]);
        }
        return new VmStat(values);
    }
}
