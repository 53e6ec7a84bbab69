// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.diagnosis.zone.Fragmentation;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.model.Pages;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.HostReading;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.management.openmbean.SimpleType;

/** {@code buddyscope:type=Zone}: one zone at its last sample, in plain numbers that a console can chart. */
final class ZoneView {
    /** The zone at one moment, so that each attribute is of one sample. */
    private record Moment(ZoneSample zone, long nanos, long pageSize) {}

    private final ZoneId id;
    private final HostView host;

    ZoneView(ZoneId id, HostView host) {
        this.id = id;
        this.host = host;
    }

    /** Null where the zone is missing from the last sample. */
    private Moment moment() {
        HostReading reading = host.reading();
        for (ZoneSample zone : reading.now().zones()) {
            if (zone.id().equals(id)) {
                return new Moment(zone, reading.now().nanos(), reading.pageSize());
            }
        }
        return null;
    }

    /** @param orders the number that the kernel has, from the first sample */
    TableBean bean(int orders) {
        BeanTable table = new BeanTable("Free blocks and watermarks of a memory zone of this host at the last sample;"
                        + " null where not known")
                .count(
                        "FreeBytes",
                        "bytes",
                        "Free memory in the buddy lists of all orders",
                        of(m -> Pages.toBytes(m.zone().free().pages(), m.pageSize())))
                .attribute(
                        "LargestFreeOrder",
                        SimpleType.INTEGER,
                        "order",
                        "Largest order with a free block; -1 where nothing is free",
                        of(m -> m.zone().free().largestOrder()))
                .text(
                        "State",
                        "Free memory against the watermarks: ABOVE_HIGH, BELOW_HIGH, BELOW_LOW, BELOW_MIN or UNKNOWN",
                        this::state)
                .count(
                        "MinWatermarkBytes",
                        "bytes",
                        "Below it the allocating task reclaims itself",
                        mark(ZoneInfo.Watermarks::min))
                .count(
                        "LowWatermarkBytes",
                        "bytes",
                        "Below it kswapd reclaims in the background",
                        mark(ZoneInfo.Watermarks::low))
                .count("HighWatermarkBytes", "bytes", "Above it kswapd sleeps", mark(ZoneInfo.Watermarks::high))
                .count("WatermarkBoostBytes", "bytes", "Temporary rise of the watermarks", pages(ZoneInfo::boost))
                .count("ManagedBytes", "bytes", "Memory that the buddy allocator manages", pages(ZoneInfo::managed))
                .count("PresentBytes", "bytes", "Memory that physically exists", pages(ZoneInfo::present));
        for (int order = 0; order < orders; order++) {
            freeBlocks(table, order);
        }
        for (int order = 0; order < orders; order++) {
            unusableIndex(table, order);
        }
        for (int order = 0; order < orders; order++) {
            fragmentationIndex(table, order);
        }
        return table.count(
                        "SampleAgeMillis",
                        "ms",
                        "Time since the sample that these values are of",
                        of(m -> (System.nanoTime() - m.nanos()) / 1_000_000))
                .bean();
    }

    private void freeBlocks(BeanTable table, int order) {
        table.count(
                "FreeBlocksOrder" + order,
                "blocks",
                "Free blocks of exactly 2^" + order + " pages",
                of(m -> m.zone().free().count(order)));
    }

    private void unusableIndex(BeanTable table, int order) {
        table.measure(
                "UnusableIndexOrder" + order,
                "share, 0 to 1",
                "Share of the free memory that lies in blocks too small for order " + order
                        + " (the kernel's unusable free space index)",
                of(m -> Fragmentation.unusableIndex(m.zone().free(), order) / 1000.0));
    }

    private void fragmentationIndex(BeanTable table, int order) {
        table.measure(
                "FragmentationIndexOrder" + order,
                "index, -1 to 1",
                "Why a request of order " + order + " would fail: towards 0 for want of memory, towards 1 for"
                        + " fragmentation; -1 where it would be served (the kernel's fragmentation index)",
                of(m -> Fragmentation.fragmentationIndex(m.zone().free(), order) / 1000.0));
    }

    private String state() {
        Moment m = moment();
        return (m == null ? ZoneState.UNKNOWN : ZoneState.of(m.zone().info())).name();
    }

    private <T> Supplier<T> of(Function<Moment, T> value) {
        return () -> {
            Moment m = moment();
            return m == null ? null : value.apply(m);
        };
    }

    private Supplier<Long> pages(ToLongFunction<ZoneInfo> pages) {
        return of(m -> m.zone().info() == null
                ? null
                : BeanTable.known(Pages.toBytes(pages.applyAsLong(m.zone().info()), m.pageSize())));
    }

    private Supplier<Long> mark(ToLongFunction<ZoneInfo.Watermarks> mark) {
        return pages(info -> info.watermarks() == null ? ZoneInfo.UNKNOWN : mark.applyAsLong(info.watermarks()));
    }
}
