// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.KernelSettings;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.HostCounter;
import io.github.buddyscope.publish.HostReading;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.text.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** {@code buddyscope:type=Host}: the host's memory at the last sample. */
final class HostView {
    private final AgentControl control;
    private volatile LatestHost latest;

    HostView(AgentControl control) {
        this.control = control;
    }

    void update(LatestHost sampled) {
        latest = sampled;
    }

    /** The last sample; null before the first. */
    HostReading reading() {
        LatestHost sampled = latest;
        return sampled == null ? null : sampled.reading();
    }

    TableBean bean() {
        BeanTable table = new BeanTable(
                "Memory pressure, free blocks and kernel settings of this host at the last sample; null where not known");
        for (HostCounter counter : HostCounter.values()) {
            table.count(
                    counter.title(),
                    "since boot",
                    counter.meaning() + " since boot",
                    of(r -> BeanTable.known(counter.total(r.now()))));
            table.measure(
                    counter.title() + "PerSecond",
                    "1/s",
                    counter.meaning() + " in the last period",
                    of(r -> BeanTable.perSecond(counter.delta(r), r.periodNanos())));
        }
        table.measure(
                        "PsiSome",
                        "share, 0 to 1",
                        "Share of the last period in which at least one task waited for memory (PSI some)",
                        of(r -> BeanTable.share(r.someStalled())))
                .measure(
                        "PsiFull",
                        "share, 0 to 1",
                        "Share of the last period in which all tasks that had work waited for memory (PSI full)",
                        of(r -> BeanTable.share(r.allStalled())))
                .measure(
                        "PsiSomeMillis",
                        "ms since boot",
                        "Time in which at least one task waited for memory (PSI some), since boot",
                        pressure(Pressure::someMicros))
                .measure(
                        "PsiFullMillis",
                        "ms since boot",
                        "Time in which all tasks that had work waited for memory (PSI full), since boot",
                        pressure(Pressure::fullMicros))
                .count("PageSize", "bytes", "Size of a page, which is a block of order 0", of(HostReading::pageSize))
                .count(
                        "SampleAgeMillis",
                        "ms",
                        "Time since the sample that these values are of",
                        of(r -> (System.nanoTime() - r.now().nanos()) / 1_000_000));
        freeBlocks(table);
        settings(table);
        return table.bean();
    }

    private void freeBlocks(BeanTable table) {
        Shape shape = new Shape("FreeBlocks", "Free blocks of a zone of one order")
                .item("Node", SimpleType.INTEGER, "NUMA node")
                .item("Zone", SimpleType.STRING, "Name of the zone")
                .item("Order", SimpleType.INTEGER, "A block has 2^order pages")
                .item("BlockBytes", SimpleType.LONG, "Size of a block in bytes")
                .item("FreeBlocks", SimpleType.LONG, "Free blocks of exactly this order");
        TabularType type = shape.tableBy("Node", "Zone", "Order");
        table.<TabularData>attribute(
                "FreeBlocks", type, "blocks", "Free blocks by zone and order", of(r -> freeBlocks(r, shape, type)));
        table.attribute(
                "FreeBlocksByOrder",
                TextLines.TYPE,
                null,
                "Free blocks as text, a line for each order with all zones; name/node where there are several nodes",
                of(HostView::byOrder));
    }

    /** The same for people: a console shows tabular data a row at a time. */
    private static String[] byOrder(HostReading reading) {
        List<ZoneSample> zones = reading.now().zones();
        int orders = 0;
        boolean nodes = false;
        for (ZoneSample zone : zones) {
            orders = Math.max(orders, zone.free().orders());
            nodes |= zone.id().node() != zones.get(0).id().node();
        }
        String[] lines = new String[orders];
        for (int order = 0; order < orders; order++) {
            StringBuilder line = new StringBuilder("order ").append(order);
            line.append(" (").append(Sizes.block(order, reading.pageSize() / 1024));
            String between = "): ";
            for (ZoneSample zone : zones) {
                if (order < zone.free().orders()) {
                    line.append(between).append(zone.id().zone());
                    line.append(nodes ? "/" + zone.id().node() : "");
                    line.append(' ').append(zone.free().count(order));
                    between = ", ";
                }
            }
            lines[order] = line.toString();
        }
        return lines;
    }

    private static TabularData freeBlocks(HostReading reading, Shape shape, TabularType type) {
        List<CompositeData> rows = new ArrayList<>();
        for (ZoneSample zone : reading.now().zones()) {
            for (int order = 0; order < zone.free().orders(); order++) {
                rows.add(shape.row(
                        zone.id().node(),
                        zone.id().zone(),
                        order,
                        reading.pageSize() << order,
                        zone.free().count(order)));
            }
        }
        return Shape.table(type, rows);
    }

    private void settings(BeanTable table) {
        table.count(
                        "MinFreeKbytes",
                        "kB",
                        "vm.min_free_kbytes: what the min watermarks of all zones add up to",
                        set(KernelSettings::minFreeKbytes))
                .count(
                        "WatermarkScaleFactor",
                        "1/10000 of a zone",
                        "vm.watermark_scale_factor: distance between a zone's marks",
                        set(KernelSettings::watermarkScaleFactor))
                .count(
                        "WatermarkBoostFactor",
                        "1/10000 of the high mark",
                        "vm.watermark_boost_factor: how far marks may rise for a while; 0 is off",
                        set(KernelSettings::watermarkBoostFactor))
                .count(
                        "CompactionProactiveness",
                        "0 to 100",
                        "vm.compaction_proactiveness: how hard the kernel compacts ahead of need",
                        set(KernelSettings::compactionProactiveness))
                .count(
                        "ExtfragThreshold",
                        "1/1000",
                        "vm.extfrag_threshold: fragmentation index up to which a costly order isn't compacted",
                        set(KernelSettings::extfragThreshold))
                .count(
                        "ZoneReclaimMode",
                        "bits",
                        "vm.zone_reclaim_mode: 1 reclaim in a node before leaving it, 2 write, 4 swap",
                        set(KernelSettings::zoneReclaimMode))
                .text(
                        "ThpEnabled",
                        "transparent_hugepage/enabled: the choice in force",
                        set(KernelSettings::thpEnabled))
                .text("ThpDefrag", "transparent_hugepage/defrag: the choice in force", set(KernelSettings::thpDefrag))
                .text(
                        "ThpShmemEnabled",
                        "transparent_hugepage/shmem_enabled: the choice in force, for the heap of ZGC too",
                        () -> control.hostHugePages().shmemEnabled())
                .text(
                        "ThpPmdEnabled",
                        "The choice in force for huge pages of the largest size, which may have one of its own (6.8)",
                        () -> control.hostHugePages().pmdEnabled())
                .count(
                        "KhugepagedDefrag",
                        "0 or 1",
                        "transparent_hugepage/khugepaged/defrag: whether khugepaged reclaims and compacts",
                        () -> control.hostHugePages().khugepagedDefrag())
                .count(
                        "HugePageBytes",
                        "bytes",
                        "transparent_hugepage/hpage_pmd_size: what a huge page takes, order 9 where pages are 4 KiB",
                        () -> control.hostHugePages().pmdBytes());
    }

    private Supplier<Double> pressure(ToLongFunction<Pressure> micros) {
        return of(r -> {
            Pressure pressure = r.now().pressure();
            long value = pressure == null ? ZoneInfo.UNKNOWN : micros.applyAsLong(pressure);
            return value < 0 ? null : value / 1e3;
        });
    }

    private <T> Supplier<T> set(Function<KernelSettings, T> setting) {
        return () -> {
            KernelSettings settings = control.kernelSettings();
            return settings == null ? null : setting.apply(settings);
        };
    }

    private <T> Supplier<T> of(Function<HostReading, T> value) {
        return () -> {
            HostReading r = reading();
            return r == null ? null : value.apply(r);
        };
    }
}
