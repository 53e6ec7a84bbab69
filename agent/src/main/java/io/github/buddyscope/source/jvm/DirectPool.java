// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.DirectProfile;
import io.github.buddyscope.model.ZoneInfo;
import java.lang.management.BufferPoolMXBean;

/**
 * The direct pool's totals ({@code java.nio:type=BufferPool,name=direct}) and, where the reservation point is watched,
 * what went through it since the last look.
 *
 * <p>Releases aren't watched: the pool counts reservations less releases, and every reservation is counted by us, so the
 * difference is the releases. That costs the thread that releases nothing.
 */
public final class DirectPool {
    private final BufferPoolMXBean pool;
    private final BufferPoolMXBean mapped;
    private final DirectReservations reservations;
    private final long limit;
    private long countBefore;
    private long bytesBefore;
    private long lastNanos = System.nanoTime();
    private long lastAllocations;
    private long lastBytes;
    private long lastReleases;
    private long lastReleasedBytes;
    private DirectProfile profile;
    private int quietPeriods;
    private int losses;

    /**
     * @param reservations null where the reservation point isn't watched
     * @throws IllegalStateException where this JVM has no such pool
     */
    public DirectPool(DirectReservations reservations, PlatformBeans beans) {
        this.reservations = reservations;
        this.pool = beans.bufferPool("direct");
        if (pool == null) {
            throw new IllegalStateException("this JVM has no direct buffer pool");
        }
        this.mapped = beans.bufferPool("mapped");
        this.limit = MaxDirectMemory.bytes(beans);
        if (watched()) {
            countBefore = pool.getCount() - reservations.allocations();
            bytesBefore = pool.getTotalCapacity() - reservations.bytes();
        }
    }

    /** Memory that the JVM uses for the pool now, bytes. */
    public long used() {
        return pool.getMemoryUsed();
    }

    private boolean watched() {
        return reservations != null && reservations.installed();
    }

    /**
     * What happened since the last call. For one thread.
     *
     * @param seen whether anybody can see it: Netty's own memory, which is dear to find, isn't looked for before
     */
    public DirectActivity take(boolean seen) {
        long from = lastNanos;
        lastNanos = System.nanoTime();
        if (!watched()) {
            return activity(from, ZoneInfo.UNKNOWN, ZoneInfo.UNKNOWN, ZoneInfo.UNKNOWN, ZoneInfo.UNKNOWN, 0, null);
        }
        if (seen) {
            reservations.lookAtNetty();
        }
        long allocations = reservations.allocations() - lastAllocations;
        long bytes = reservations.bytes() - lastBytes;
        boolean uncounted = reservations.isOut() || reservations.losses() != losses;
        if (reservations.losses() != losses) {
            losses = reservations.losses();
            startAnew(allocations, bytes);
        }
        // never fewer than before, as they would be for a reservation that has reached but one of the two counts
        long releases = Math.max(0, lastAllocations + allocations + countBefore - pool.getCount() - lastReleases);
        long releasedBytes = Math.max(0, lastBytes + bytes + bytesBefore - pool.getTotalCapacity() - lastReleasedBytes);
        lastAllocations += allocations;
        lastBytes += bytes;
        lastReleases += releases;
        lastReleasedBytes += releasedBytes;
        // samples come in a moment behind the counts: a profile stands once nothing has for two periods
        quietPeriods = allocations == 0 ? quietPeriods + 1 : 0;
        if (quietPeriods <= 2) {
            profile = reservations.takeProfile();
        }
        return activity(
                from,
                allocations,
                bytes,
                uncounted ? ZoneInfo.UNKNOWN : releases,
                uncounted ? ZoneInfo.UNKNOWN : releasedBytes,
                reservations.takeLargest(),
                profile);
    }

    /** What wasn't counted would for ever hide as many releases. */
    private void startAnew(long allocations, long bytes) {
        countBefore = pool.getCount() + lastReleases - lastAllocations - allocations;
        bytesBefore = pool.getTotalCapacity() + lastReleasedBytes - lastBytes - bytes;
    }

    private DirectActivity activity(
            long from,
            long allocations,
            long bytes,
            long releases,
            long releasedBytes,
            long largest,
            DirectProfile profile) {
        return new DirectActivity(
                from,
                lastNanos,
                allocations,
                bytes,
                releases,
                releasedBytes,
                largest,
                pool.getTotalCapacity(),
                pool.getCount(),
                pool.getMemoryUsed(),
                limit,
                mapped == null ? ZoneInfo.UNKNOWN : mapped.getTotalCapacity(),
                mapped == null ? ZoneInfo.UNKNOWN : mapped.getCount(),
                profile == null ? ZoneInfo.UNKNOWN : reservations.nettyBytes(),
                profile == null ? ZoneInfo.UNKNOWN : reservations.nettyOutsideBytes(),
                profile);
    }
}
