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

    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final BooleanSupplier room;
    private final LongSupplier nanoTime;
    private boolean lacked;
    private long since;

    /** This JVM's heap. */
    public HeapRoom() {
        this(HeapRoom::ofThisJvm, System::nanoTime);
    }

    /**
     * @param room whether there is any
     * @param nanoTime as {@link System#nanoTime()}
     */
    public HeapRoom(BooleanSupplier room, LongSupplier nanoTime) {
        this.room = room;
        this.nanoTime = nanoTime;
    }

    /** Whether to wait, which allocates nothing. False again once there was no room for {@value #LONGEST_SECONDS} seconds. */
    public boolean lacking() {
        if (room.getAsBoolean()) {
            lacked = false;
            return false;
        }
        long now = nanoTime.getAsLong();
        if (!lacked) {
            lacked = true;
            since = now;
        }
        return now - since < LONGEST_NANOS;
    }

    /** Waits for it on a thread that has nothing else to do, as long as it isn't closing. */
    public void await(BooleanSupplier closing) {
        while (!closing.getAsBoolean() && lacking()) {
            LockSupport.parkNanos(this, BREATH_NANOS);
        }
    }

    /** Garbage that is yet to be collected counts as used. */
    private static boolean ofThisJvm() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory() >= LEAST_BYTES;
    }
}
