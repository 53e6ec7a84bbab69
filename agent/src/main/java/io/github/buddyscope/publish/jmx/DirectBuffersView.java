// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.model.DirectActivity;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code buddyscope:type=DirectBuffers}: this JVM's direct memory at the end of the last period. */
final class DirectBuffersView {
    private volatile DirectActivity activity;
    private volatile long largestEver;

    /** For one thread at a time. */
    void update(DirectActivity latest) {
        activity = latest;
        largestEver = Math.max(largestEver, latest.largest());
    }

    TableBean bean() {
        return new BeanTable("Direct buffers and foreign-memory segments of this JVM; null where they aren't watched")
                .count("LiveBytes", "bytes", "Capacity of all direct buffers", of(DirectActivity::liveBytes))
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
                        of(a -> a.allocations() < 0 && largestEver == 0 ? null : (Long) largestEver))
                .bean();
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
