// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Places {@code GcInfo} times, whole milliseconds since some moment early in the JVM's start, on the scale of {@link
 * System#nanoTime()}. That moment isn't published. It lies after the zero of the JVM's uptime, and before every
 * notification's arrival less the end time that it carries: the narrowing interval between the two is the error.
 */
final class GcClock {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final long earliest;
    private long latest;

    GcClock() {
        this(uptimeZero());
    }

    GcClock(long earliest) {
        this.earliest = earliest;
        this.latest = Long.MAX_VALUE;
    }

    private static long uptimeZero() {
        long uptime = ManagementFactory.getRuntimeMXBean().getUptime();
        return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(uptime + 1);
    }

    /** A collection that ended at {@code endMillis} has been told of at {@code arrivedNanos}. */
    synchronized void seen(long endMillis, long arrivedNanos) {
        latest = Math.min(latest, arrivedNanos - TimeUnit.MILLISECONDS.toNanos(endMillis));
    }

    /** The moment on the nanoTime scale; meaningful once a collection was {@link #seen}. */
    synchronized long nanos(long millis) {
        return latest + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** How far off {@link #nanos} may be, the millisecond that the JVM cuts off included. */
    synchronized long errorNanos() {
        return Math.max(0, latest - earliest) + MILLISECOND;
    }
}
