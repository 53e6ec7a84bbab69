// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import io.github.buddyscope.source.guest.HeapRoom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Reads records, one a read, and queues those that the kernel itself wrote. Nobody but the kernel can write facility 0;
 * the others count for the sequence only, which all share. What the ring held may be kept as it is, in a {@link Backlog}.
 *
 * <p>What a failed read means is not taken from its message, which is in the language of the host (but see {@link Overrun}). An overrun (EPIPE) or a
 * record larger than the buffer (EINVAL) fails once, the next read goes on, and the gap in the sequence says what is
 * lost. A read that fails again and again is tried ever more slowly, and at last the device is opened anew.
 */
final class KmsgReader implements Runnable, BooleanSupplier {
    static final int BUFFER_BYTES = 16 << 10; // the kernel's largest record is 8 KiB
    private static final int FREE_RETRIES = 3;
    private static final int GIVE_UP = 16;
    private static final long LONGEST_PAUSE_MILLIS = 200;
    private static final long STRAY_MILLIS = 100; // the channel closed under us: somebody interrupted this thread

    private final String source;
    private final RecordReader.Opener opener;
    private final Function<IOException, SourceState> refusal;
    private final long reopenMillis;
    private final ArrivedQueue queue;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2 * BUFFER_BYTES);
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final Backlog backlog = new Backlog(buffer, BUFFER_BYTES);
    private final HeapRoom heap = new HeapRoom();
    private boolean holding; // what is read goes there, and not to the queue
    private long lastSequence = -1;
    private boolean replaying; // opened anew: what was read before comes again

    private volatile SourceState state;
    private volatile SleepProbe probe;
    private volatile RecordReader records;
    private volatile boolean closed;
    private volatile boolean resting;
    private volatile long openedNanos;
    private volatile long reads; // odd while in a read, which is then known by this number

    KmsgReader(
            String source,
            RecordReader.Opener opener,
            Function<IOException, SourceState> refusal,
            long reopenMillis,
            ArrivedQueue queue) {
        this.source = source;
        this.opener = opener;
        this.refusal = refusal;
        this.reopenMillis = reopenMillis;
        this.queue = queue;
        this.state = new SourceState(source, Status.OFF, "not opened yet", "");
    }

    @Override
    public void run() {
        try (SleepProbe own = SleepProbe.ofCurrentThread(BUFFER_BYTES)) {
            probe = own;
            while (!closed) {
                openUnlessInterrupted();
            }
        }
    }

    /** An interrupt by somebody else costs what was in hand: it's read again. */
    private void openUnlessInterrupted() {
        try {
            openAndRead();
        } catch (InterruptedException e) {
            resting = false;
        }
    }

    private void openAndRead() throws InterruptedException {
        long opening = System.nanoTime();
        if (holding) { // what one opening gave
            heap.await(this);
            backlog.end();
            goOnBehindHeld();
        }
        replaying = lastSequence >= 0;
        try (RecordReader opened = opener.open()) {
            records = opened;
            if (closed) {
                return;
            }
            if (openedNanos == 0) {
                openedNanos = opening;
                holding = backlog.holds();
                if (holding) {
                    backlog.room();
                }
            }
            state = SourceState.ok(source);
            readUntilBroken(opened);
        } catch (IOException e) {
            state = refusal.apply(e);
        } catch (RuntimeException | Error e) {
            state = unavailable("reading failed with " + e.getClass().getName());
        }
        if (!closed) {
            Thread.interrupted(); // not ours, since we aren't closed
            resting = true;
            Thread.sleep(state.status() == Status.OK ? STRAY_MILLIS : reopenMillis);
            resting = false;
        }
    }

    private void readUntilBroken(RecordReader opened) throws InterruptedException {
        int failures = 0;
        while (!closed) {
            if (!holding) {
                buffer.clear().limit(BUFFER_BYTES);
            }
            int length;
            long nanos;
            reads = reads + 1;
            try {
                length = opened.read(buffer);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                failures++;
                if (failures == GIVE_UP && Overrun.isToldBy(e)) {
                    failures = FREE_RETRIES; // a log that goes faster than any reader is not broken
                }
                if (failures == GIVE_UP) {
                    state = unavailable("reading fails: " + e.getMessage());
                    return;
                }
                length = 0;
            } finally {
                nanos = System.nanoTime();
                reads = reads + 1;
            }
            if (length > 0) {
                failures = 0;
                boolean held = holding && backlog.add(length, reads - 1, nanos);
                if (holding && backlog.due()) {
                    heap.await(this);
                    backlog.room();
                }
                if (holding && !backlog.holds()) {
                    goOnBehindHeld();
                }
                if (!held) {
                    buffer.get(buffer.position() - length, bytes, 0, length);
                    take(KmsgRecord.parse(bytes, length), nanos);
                }
            } else {
                failures = length < 0 ? Math.min(failures + 1, GIVE_UP - 1) : failures;
                pause(failures);
            }
        }
    }

    /** Of two failures the second waits: behind a pause, in a flood, the reader has been overtaken, and only the next read goes on. */
    private static void pause(int failures) throws InterruptedException {
        if (failures > FREE_RETRIES && failures % 2 == 0) {
            Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, 1L << failures - FREE_RETRIES));
        }
    }

    private void goOnBehindHeld() {
        holding = false;
        lastSequence = backlog.lastSequence();
        queue.wake();
    }

    private void take(KmsgRecord record, long nanos) throws InterruptedException {
        if (record == null) {
            return; // its number is missing from the sequence, and so it is counted with the next
        }
        long sequence = record.sequence();
        if (replaying && sequence <= lastSequence) {
            return;
        }
        replaying = false;
        Arrived arrived = Arrived.of(record, lastSequence, reads - 1, nanos);
        if (arrived != null) {
            queue.put(arrived);
        }
        lastSequence = sequence;
    }

    /** Ends the reader; a read that waits ends too. */
    void close(Thread running) {
        closed = true;
        RecordReader open = records;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is of no more use anyway
            }
        }
        running.interrupt();
    }

    /** Whether it's closed, for those who wait. */
    @Override
    public boolean getAsBoolean() {
        return closed;
    }

    /** The number of the read that the thread is in, always odd; 0 where it is in none. */
    long currentRead() {
        long now = reads;
        return (now & 1) == 0 ? 0 : now;
    }

    /** There's nothing to read from, and won't be for a while. */
    boolean resting() {
        return resting;
    }

    /** What the ring held is kept here where it's told to hold that before the reader begins. */
    Backlog backlog() {
        return backlog;
    }

    SleepProbe.Sight look() {
        SleepProbe own = probe;
        return own == null ? SleepProbe.Sight.AWAKE : own.look(); // it has yet to begin
    }

    private SourceState unavailable(String detail) {
        return new SourceState(source, Status.UNAVAILABLE, detail, "");
    }

    SourceState state() {
        return state;
    }

    /** {@link System#nanoTime()} right before the log was first opened. */
    long openedNanos() {
        return openedNanos;
    }
}
