// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * Direct buffers and foreign-memory segments over one period, without what page alignment adds. Counts and bytes of reservations come from the JDK's own
 * reservation point; {@link ZoneInfo#UNKNOWN} where that isn't watched ({@code direct=off}, or the hook couldn't be
 * installed).
 *
 * @param fromNanos begin of the period, {@link System#nanoTime()} scale
 * @param toNanos end of the period
 * @param allocations reservations in the period
 * @param bytes bytes reserved in the period
 * @param releases releases in the period
 * @param releasedBytes bytes released in the period
 * @param largest largest single reservation of the period, bytes; 0 where there was none
 * @param liveBytes capacity of the direct pool now (java.nio:type=BufferPool,name=direct, {@code TotalCapacity})
 * @param liveCount buffers in the direct pool now
 * @param poolUsed memory that the JVM uses for the pool, bytes
 * @param poolLimit {@code -XX:MaxDirectMemorySize}, by default the maximum heap, bytes
 * @param mappedBytes mapped files now (java.nio:type=BufferPool,name=mapped, {@code TotalCapacity}); they are the page
 *     cache's and take no direct memory
 * @param mappedCount mapped files now
 * @param nettyBytes direct memory that Netty counts as its own now, all copies of Netty in this JVM together;
 *     {@link ZoneInfo#UNKNOWN} where there is none or it doesn't count
 * @param nettyOutsideBytes the part of it that Netty took past the JDK's reservation point, which is in no other figure
 *     here; {@link ZoneInfo#UNKNOWN} as above
 * @param profile sizes and sites; null where reservations aren't watched
 */
public record DirectActivity(
        long fromNanos,
        long toNanos,
        long allocations,
        long bytes,
        long releases,
        long releasedBytes,
        long largest,
        long liveBytes,
        long liveCount,
        long poolUsed,
        long poolLimit,
        long mappedBytes,
        long mappedCount,
        long nettyBytes,
        long nettyOutsideBytes,
        DirectProfile profile) {}
