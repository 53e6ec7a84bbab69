// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.lang.management.RuntimeMXBean;
import java.util.concurrent.TimeUnit;

/**
 * Places {@code GcInfo} times on the scale of {@link System#nanoTime()}. They are whole milliseconds since the end of the
 * JVM's initialisation. HotSpot takes the wall clock in that same moment, and gives it as the JVM's start time
 * (services/management.cpp, {@code record_vm_init_completed}): so the zero is known to that millisecond, as long as nobody
 * has set the wall clock since.
 *
 * <p>Whether somebody has is held against two bounds that don't depend on it: the zero lies after the zero of the JVM's
 * uptime, some 20 to 40 ms earlier, and before every notification's arrival less the end time that it carries. Where the
 * clocks contradict each other, and as the error where the agent came late, these bounds stand; as the error also as long
 * as no notification has come so promptly that it confirms the start time. Nothing that is done to the wall clock once this
 * is made moves it.
 */
final class GcClock {
    private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);
    /** In a JVM as young as that nobody is taken to have set the clock, but by what the other bounds show. */
    private static final long YOUNG = TimeUnit.SECONDS.toNanos(10);

    /**
     * A start time that lies no more before what a notification says of the zero is taken for that moment's: nobody sets a
     * clock by less, what is little is slewed (ntpd sets it from 128 ms, systemd-timesyncd from 400, chrony as makestep says).
     */
    private static final long PROMPT = TimeUnit.MILLISECONDS.toNanos(100);

    private final long earliest;
    private final long start;
    private final boolean trusted;
    private long latest;

    GcClock(RuntimeMXBean runtime) {
        long uptime = TimeUnit.MILLISECONDS.toNanos(runtime.getUptime() + 1);
        this.earliest = System.nanoTime() - uptime;
        this.start = TimeUnit.MILLISECONDS.toNanos(runtime.getStartTime()) - new WallOffset().nanos();
        this.trusted = uptime < YOUNG;
        this.latest = System.nanoTime();
    }

    /**
     * @param earliest the zero of the JVM's uptime, {@link System#nanoTime()} scale
     * @param start the JVM's start time, whole milliseconds of the wall clock, on the same scale
     * @param trusted the wall clock can't have been set since
     */
    GcClock(long earliest, long start, boolean trusted) {
        this.earliest = earliest;
        this.start = start;
        this.trusted = trusted;
        this.latest = Long.MAX_VALUE;
    }

    /** A collection that ended at {@code endMillis} has been told of at {@code arrivedNanos}. */
    synchronized void seen(long endMillis, long arrivedNanos) {
        latest = Math.min(latest, arrivedNanos - TimeUnit.MILLISECONDS.toNanos(endMillis));
    }

    /** The moment on the nanoTime scale; meaningful once a collection was {@link #seen}. */
    synchronized long nanos(long millis) {
        return middle() + TimeUnit.MILLISECONDS.toNanos(millis) + MILLISECOND / 2;
    }

    /** How far off {@link #nanos} may be, the millisecond that the JVM cuts off included. */
    synchronized long errorNanos() {
        long middle = middle();
        boolean sure = trusted && agrees() && latest - start <= PROMPT;
        long low = sure ? Math.max(earliest, start) : earliest;
        long high = sure ? Math.min(latest, start + MILLISECOND) : latest;
        return Math.max(middle - low, high - middle) + MILLISECOND / 2;
    }

    private long middle() {
        long low = agrees() ? Math.max(earliest, start) : earliest;
        long high = agrees() ? Math.min(latest, start + MILLISECOND) : latest;
        return low + (high - low) / 2;
    }

    /** Whether the start time lies within the bounds that don't depend on the wall clock. */
    private boolean agrees() {
        return start + MILLISECOND - earliest >= 0 && start - latest <= 0;
    }
}
