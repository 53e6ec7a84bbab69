// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * What the threads that collect have used since the collection that was told of before: of collectors that work in pauses
 * this is the pause's work, of concurrent ones the whole cycle's. Times come in ticks of 10 ms a thread, so a short pause
 * shows none; page faults are counted one by one, and each is the kernel making memory for the collector.
 *
 * @param threads that were looked at
 * @param collections that the figures are of: more than one where they came too fast to look after each
 * @param userNanos time in their own code, added up over the threads
 * @param systemNanos time in the kernel, added up over the threads
 * @param minorFaults pages that the kernel gave them without reading from a disk
 * @param majorFaults pages that had to be read from a disk, as from swap
 */
public record GcWork(
        int threads, int collections, long userNanos, long systemNanos, long minorFaults, long majorFaults) {
    /** Resolution of each thread's times. */
    public static final long TICK_NANOS = 10_000_000;

    private static final int FEWEST_TICKS = 10;

    /** The kernel's share of the work, 0 to 1; NaN where it was too little to tell in ticks. */
    public double systemShare() {
        long all = userNanos + systemNanos;
        return all < FEWEST_TICKS * TICK_NANOS ? Double.NaN : (double) systemNanos / all;
    }
}
