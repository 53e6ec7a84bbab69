// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.guest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the service's heap has room for what the agent is about to do. While it is full nothing new should be begun: a class,
 * of ours or of the JDK's, whose initialisation runs out of memory is lost to the whole JVM for good (JLS 12.4.2). A heap that
 * stays full is not waited for longer than {@value #LONGEST_SECONDS} seconds. For one thread.
 */
public final class HeapRoom {
    /** How long a full heap is waited for. */
    public static final int LONGEST_SECONDS = 10;

    private static final long LEAST_BYTES = 1 << 20;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    private static final long ANEW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final BooleanSupplier room;
    private final LongSupplier nanoTime;
    private boolean lacked;
    private long since;
    private long asked;

    /** This JVM's heap. */
    public HeapRoom() {
        this(null, null);
    }

    /**
     * @param room whether there is any; null for this JVM's own
     * @param nanoTime as {@link System#nanoTime()}; null for that
     */
    public HeapRoom(BooleanSupplier room, LongSupplier nanoTime) {
        this.room = room;
        this.nanoTime = nanoTime;
    }

    /** Whether to wait, which allocates nothing. False again once there was no room for {@value #LONGEST_SECONDS} seconds. */
    public boolean lacking() {
        if (room == null ? has(0) : room.getAsBoolean()) {
            lacked = false;
            return false;
        }
        long now = nanoTime == null ? System.nanoTime() : nanoTime.getAsLong();
        if (!lacked || now - asked >= ANEW_NANOS) { // nobody asked: it may have had room meanwhile
            lacked = true;
            since = now;
        }
        asked = now;
        return now - since < LONGEST_NANOS;
    }

    /** Waits for it on a thread that has nothing else to do, as long as it isn't closing. */
    public void await(BooleanSupplier closing) {
        while (!closing.getAsBoolean() && lacking()) {
            Thread.interrupted(); // not ours: nothing would wait any more
            LockSupport.parkNanos(this, BREATH_NANOS);
        }
    }

    /** Whether so many bytes and a mebibyte are free; garbage that is yet to be collected counts as used. Costs next to nothing. */
    public static boolean has(long bytes) {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() >= LEAST_BYTES + bytes;
    }
}
