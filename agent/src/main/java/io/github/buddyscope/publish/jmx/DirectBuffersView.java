// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.DirectActivity;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.management.openmbean.TabularData;

/** {@code buddyscope:type=DirectBuffers}: this JVM's direct memory at the end of the last period. */
final class DirectBuffersView {
    private volatile DirectActivity activity;
    private volatile long largestEver;
    private volatile Totals totals;

    /** What was reserved and released since the agent's start: a sum of the periods in which it was watched. */
    private record Totals(long allocations, long bytes, long releases, long releasedBytes) {
        private static final Totals NONE = new Totals(0, 0, 0, 0);

        Totals plus(DirectActivity period) {
            return new Totals(
                    allocations + period.allocations(),
                    bytes + period.bytes(),
                    releases + period.releases(),
                    releasedBytes + period.releasedBytes());
        }
    }

    /** For one thread at a time. */
    void update(DirectActivity latest) {
        activity = latest;
        largestEver = Math.max(largestEver, latest.largest());
        if (latest.allocations() >= 0) {
            totals = (totals == null ? Totals.NONE : totals).plus(latest);
        }
    }

    TableBean bean() {
        BeanTable table = new BeanTable(
                "Direct buffers of this JVM and segments of its automatic arenas; null where they aren't watched");
        amounts(table);
        totals(table);
        elsewhere(table);
        DirectSitesTable sites = new DirectSitesTable();
        DirectSizesTable sizes = new DirectSizesTable();
        return table.<TabularData>attribute(
                        "TopAllocationSites",
                        sites.type(),
                        "bytes",
                        "Where most direct memory is reserved, by stacks sampled in proportion to bytes",
                        of(a -> sites.table(a.profile())))
                .count(
                        "SampleIntervalBytes",
                        "bytes",
                        "Bytes a sample at present: it grows with the rate, so that sampling costs the same at any",
                        of(a -> a.profile() == null ? null : (Long) a.profile().sampleInterval()))
                .<TabularData>attribute(
                        "AllocationSizes",
                        sizes.type(),
                        "allocations",
                        "Reservations by size, in powers of two",
                        of(a -> sizes.table(a.profile())))
                .bean();
    }

    private void elsewhere(BeanTable table) {
        table.count(
                        "MappedBytes",
                        "bytes",
                        "Capacity of all mapped files, which are the page cache's and no direct memory",
                        of(a -> BeanTable.known(a.mappedBytes())))
                .count("MappedCount", "files", "Number of mapped files", of(a -> BeanTable.known(a.mappedCount())))
                .count(
                        "NettyBytes",
                        "bytes",
                        "Direct memory by Netty's own counter; null where there is no Netty or it doesn't count",
                        of(a -> BeanTable.known(a.nettyBytes())))
                .count(
                        "NettyOutsidePoolBytes",
                        "bytes",
                        "The part of NettyBytes taken past the JDK's reservation point, in none of the other attributes",
                        of(a -> BeanTable.known(a.nettyOutsideBytes())));
    }

    private void amounts(BeanTable table) {
        table.count("LiveBytes", "bytes", "Capacity of all direct buffers", of(DirectActivity::liveBytes))
                .count("LiveCount", "buffers", "Number of direct buffers", of(DirectActivity::liveCount))
                .count(
                        "PoolUsedBytes",
                        "bytes",
                        "Memory that the JVM uses for direct buffers",
                        of(DirectActivity::poolUsed))
                .count(
                        "PoolLimitBytes",
                        "bytes",
                        "Most that direct buffers may take (-XX:MaxDirectMemorySize, by default the maximum heap)",
                        of(DirectActivity::poolLimit))
                .measure(
                        "AllocationsPerSecond",
                        "1/s",
                        "Reservations in the last period",
                        of(a -> perSecond(a.allocations(), a)))
                .count(
                        "AllocatedBytesPerSecond",
                        "bytes/s",
                        "Bytes reserved in the last period",
                        of(a -> bytesPerSecond(a.bytes(), a)))
                .measure("ReleasesPerSecond", "1/s", "Releases in the last period", of(a -> perSecond(a.releases(), a)))
                .count(
                        "ReleasedBytesPerSecond",
                        "bytes/s",
                        "Bytes released in the last period",
                        of(a -> bytesPerSecond(a.releasedBytes(), a)))
                .count(
                        "LargestBytes",
                        "bytes",
                        "Largest single reservation of the last period; 0 where there was none",
                        of(a -> a.allocations() < 0 ? null : (Long) a.largest()))
                .count(
                        "LargestEverBytes",
                        "bytes",
                        "Largest single reservation since the agent's start",
                        of(a -> a.allocations() < 0 && largestEver == 0 ? null : (Long) largestEver));
    }

    private void totals(BeanTable table) {
        table.count("Allocations", "reservations", "Reservations since the agent's start", sum(Totals::allocations))
                .count("AllocatedBytes", "bytes", "Bytes reserved since the agent's start", sum(Totals::bytes))
                .count("Releases", "releases", "Releases since the agent's start", sum(Totals::releases))
                .count("ReleasedBytes", "bytes", "Bytes released since the agent's start", sum(Totals::releasedBytes));
    }

    private Supplier<Long> sum(Function<Totals, Long> value) {
        return () -> {
            Totals t = totals;
            return t == null ? null : value.apply(t);
        };
    }

    private static Double perSecond(long amount, DirectActivity activity) {
        return BeanTable.perSecond(amount, activity.toNanos() - activity.fromNanos());
    }

    private static Long bytesPerSecond(long bytes, DirectActivity activity) {
        Double rate = perSecond(bytes, activity);
        return rate == null ? null : Math.round(rate);
    }

    private <T> Supplier<T> of(Function<DirectActivity, T> value) {
        return () -> {
            DirectActivity a = activity;
            return a == null ? null : value.apply(a);
        };
    }
}
