// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.pause.StallTotals;
import io.github.buddyscope.model.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** Tables of {@code buddyscope:type=Stalls}. */
final class StallTables {
    private static final Shape STALLS = new Shape("StallsByKindAndOrder", "Stalls of one kind and order")
            .item("Kind", SimpleType.STRING, "DIRECT_RECLAIM or DIRECT_COMPACTION")
            .item("Order", SimpleType.INTEGER, "Order of the request; -1 where not known")
            .item("Stalls", SimpleType.LONG, "Stalls of all tasks of the host")
            .item("Millis", SimpleType.DOUBLE, "Time of all tasks' stalls added up, milliseconds")
            .item("LongestMillis", SimpleType.DOUBLE, "The longest stall of any task, milliseconds")
            .item("ThisJvmStalls", SimpleType.LONG, "Stalls of this JVM's threads")
            .item("ThisJvmMillis", SimpleType.DOUBLE, "Time of this JVM's stalls added up, milliseconds")
            .item("ThisJvmLongestMillis", SimpleType.DOUBLE, "The longest stall of a thread of this JVM, milliseconds");
    static final TabularType STALLS_TYPE = STALLS.tableBy("Kind", "Order");

    private static final Shape LENGTHS = new Shape("StallLengths", "Stalls of one kind, order and decade of length")
            .item("Kind", SimpleType.STRING, "DIRECT_RECLAIM or DIRECT_COMPACTION")
            .item("Order", SimpleType.INTEGER, "Order of the request; -1 where not known")
            .item(
                    "BelowMicros",
                    SimpleType.LONG,
                    "They were shorter than that, microseconds, and not shorter than the limit before; 2^63-1 is none")
            .item("Stalls", SimpleType.LONG, "Stalls of all tasks of the host")
            .item("ThisJvmStalls", SimpleType.LONG, "Stalls of this JVM's threads");
    static final TabularType LENGTHS_TYPE = LENGTHS.tableBy("Kind", "Order", "BelowMicros");

    private static final Shape THREADS = new Shape(
                    "StallsByThreadKind", "Stalled time of this JVM's threads of one kind")
            .item("ThreadKind", SimpleType.STRING, "MUTATOR, GC_WORKER, CONCURRENT_GC, COMPILER, VM or HELPER")
            .item("InPausesMillis", SimpleType.DOUBLE, "Within collection pauses, added up, milliseconds")
            .item(
                    "LastMinuteOutsideMillis",
                    SimpleType.DOUBLE,
                    "Outside of pauses in the latest whole minute, added up, milliseconds");
    static final TabularType THREADS_TYPE = THREADS.tableBy("ThreadKind");

    private StallTables() {}

    static TabularData stalls(Map<StallCounts.Key, StallCounts.Cell> all) {
        List<CompositeData> rows = new ArrayList<>();
        all.forEach((key, cell) -> rows.add(STALLS.row(
                key.kind().name(),
                key.order(),
                cell.stalls,
                BeanTable.millis(cell.nanos),
                BeanTable.millis(cell.longest),
                cell.ownStalls,
                BeanTable.millis(cell.ownNanos),
                BeanTable.millis(cell.ownLongest))));
        return Shape.table(STALLS_TYPE, rows);
    }

    static TabularData lengths(Map<StallCounts.Key, StallCounts.Cell> all) {
        List<CompositeData> rows = new ArrayList<>();
        all.forEach((key, cell) -> {
            for (int bucket = 0; bucket < StallCounts.BUCKETS; bucket++) {
                rows.add(LENGTHS.row(
                        key.kind().name(),
                        key.order(),
                        StallCounts.limitMicros(bucket),
                        cell.lengths[bucket],
                        cell.ownLengths[bucket]));
            }
        });
        return Shape.table(LENGTHS_TYPE, rows);
    }

    static TabularData threads(StallTotals totals) {
        List<CompositeData> rows = new ArrayList<>();
        for (ThreadKind kind : ThreadKind.values()) {
            rows.add(THREADS.row(
                    kind.name(),
                    BeanTable.millis(totals.inPauses().getOrDefault(kind, 0L)),
                    BeanTable.millis(totals.lastMinuteOutside().getOrDefault(kind, 0L))));
        }
        return Shape.table(THREADS_TYPE, rows);
    }
}
