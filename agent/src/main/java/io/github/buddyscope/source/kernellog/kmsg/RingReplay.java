// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.source.kernellog.clock.KernelClock;

/**
 * Tells what the ring already held from what the kernel logged since, and from when on a record can date.
 *
 * <p>Opening {@code /dev/kmsg} replays the ring, without a mark where the present begins. A record is live
 * <ol>
 *   <li>where the reader was seen asleep in the read that returned it, or in one before: the ring was empty then, so
 *       whatever followed was logged later. How long a read took proves nothing, for a reader that is kept from the
 *       processor in the middle of the replay takes long too; and
 *   <li>where its stamp is certainly later than the open, by the bounds of {@link KernelClock}: in a log so busy that
 *       the reader never sleeps.
 * </ol>
 * Everything else is history. A record logged between the open and the first sleep may so be called history, which is
 * the cheaper mistake: it blames nothing that runs now. Where {@code /proc} doesn't tell who is asleep, a read that
 * outlasts two looks stands for it.
 *
 * <p>For several threads.
 */
final class RingReplay {
    private long firstSleep; // number of the read, 0 for none yet
    private long lastSleep;
    private long lastSleepNanos;
    private long pendingRead;

    /** @param nanos right before the look that found the reader asleep in that read */
    synchronized void asleep(long read, long nanos) {
        if (firstSleep == 0) {
            firstSleep = read;
        }
        lastSleep = read;
        lastSleepNanos = nanos;
    }

    /** Nobody can tell whether the reader sleeps, but it is in this read and nothing comes. */
    synchronized void waiting(long read) {
        if (firstSleep == 0 && pendingRead == read) {
            firstSleep = read;
        }
        pendingRead = read;
    }

    synchronized boolean caughtUp() {
        return firstSleep != 0;
    }

    /** Of all reads from that on the records are live; {@link Long#MAX_VALUE} while no such read is known. */
    synchronized long firstLive() {
        return firstSleep == 0 ? Long.MAX_VALUE : firstSleep;
    }

    synchronized boolean live(Arrived arrived, KernelClock clock, long openedNanos) {
        return firstSleep != 0 && arrived.read() >= firstSleep
                || clock.certainlyAfter(arrived.record().micros(), openedNanos);
    }

    /**
     * A time that the record's stamp can't precede, {@link System#nanoTime()} scale, or {@link KernelClock#UNKNOWN}. The
     * first record after a sleep gives none: it may be a line that was begun long before and ended (made visible) only by
     * another.
     */
    synchronized long notBefore(long read) {
        return lastSleep != 0 && read > lastSleep ? lastSleepNanos : KernelClock.UNKNOWN;
    }
}
