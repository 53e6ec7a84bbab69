// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What the ring held when it was opened, as it was read: no byte of it is looked at before it is to be told. Thousands of
 * records cost a starting JVM little more so than the calls into the kernel.
 *
 * <p>Nothing more is held once it is {@linkplain #end to be told}, with the first record that is live, or where all that is
 * held takes {@value #MOST_BYTES} bytes: what comes later waits for what was held.
 *
 * <p>The reader adds, and another thread takes.
 */
final class Backlog {
    static final int MOST_BYTES = 1 << 20;

    private static final int BATCH = 512; // records
    private static final int FACTS = 3; // of a record
    private static final int END = 0; // in the reader's buffer
    private static final int READ = 1;
    private static final int NANOS = 2;

    /** Records that were moved out of the reader's buffer, where they began at {@code base}. */
    private record Batch(byte[] bytes, int base, long[] facts) {
        int records() {
            return facts.length / FACTS;
        }

        private int begin(int record) {
            return record == 0 ? 0 : (int) facts[FACTS * (record - 1) + END] - base;
        }

        /** Null for what is no record. */
        KmsgRecord record(int record) {
            byte[] own = Arrays.copyOfRange(bytes, begin(record), (int) facts[FACTS * record + END] - base);
            return KmsgRecord.parse(own, own.length);
        }

        long fact(int record, int which) {
            return facts[FACTS * record + which];
        }

        /** As {@link KmsgRecord#fromKernel} tells, by a look at two bytes. */
        int fromKernel() {
            int kernels = 0;
            int at = 0;
            for (int i = END; i < facts.length; i += FACTS) { // no calls: it runs while a JVM starts
                kernels += at + 1 < bytes.length && bytes[at] >= '0' && bytes[at] < '8' && bytes[at + 1] == ',' ? 1 : 0;
                at = (int) facts[i] - base;
            }
            return kernels;
        }
    }

    private final ByteBuffer buffer;
    private final int capacity;
    private final int readBytes;
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private long[] facts; // of what is still in the buffer
    private int records;
    private int from;
    private int to;
    private long bytes;
    private long firstLive = Long.MAX_VALUE;
    private boolean over; // the last is live, or reaches the limit
    private boolean due; // the reader's
    private long lastSequence = -1;
    private volatile boolean holds;
    private volatile long lines;

    private int next; // in the first batch, the taker's
    private long nextSequence = -1;

    /**
     * Holds nothing yet.
     *
     * @param buffer into which the reader reads one record behind the other, at least twice as large as what it asks for
     * @param readBytes how much that is
     */
    Backlog(ByteBuffer buffer, int readBytes) {
        this.buffer = buffer;
        this.capacity = buffer.capacity();
        this.readBytes = readBytes;
    }

    /** From now on holds what is added. Before the reader begins. */
    synchronized void begin() {
        facts = new long[FACTS * BATCH];
        holds = true;
    }

    /** Whether there's something to {@link #poll}. */
    boolean tells() {
        return !holds && first() != null;
    }

    /** Whether what is added is held. */
    boolean holds() {
        return holds;
    }

    /** Makes room for the reader's next read, or ends here: takes memory where it's {@link #due}. By the reader. */
    synchronized void room() {
        if (!holds) {
            return;
        }
        if (over) {
            end();
            return;
        }
        if (due) {
            move();
            from = 0;
            to = 0;
            due = false;
        }
        buffer.limit(to + readBytes).position(to);
    }

    /** Whether what was {@link #add}ed last left no room for the next, or found that nothing more is held. By the reader. */
    boolean due() {
        return due;
    }

    /**
     * A record was read into that room. By the reader.
     *
     * @return whether it's held: it isn't where {@link #end} came first
     */
    synchronized boolean add(int length, long read, long nanos) {
        if (!holds) {
            due = true;
            return false;
        }
        int at = FACTS * records++;
        to += length;
        facts[at + END] = to;
        facts[at + READ] = read;
        facts[at + NANOS] = nanos;
        bytes += length + FACTS * Long.BYTES;
        over = read >= firstLive || bytes >= MOST_BYTES;
        boolean fits = capacity - to >= readBytes;
        if (fits) {
            buffer.limit(to + readBytes);
        }
        due = over || !fits || records == BATCH;
        return true;
    }

    /** All that is held is to be told now. @return whether anything changed */
    synchronized boolean end() {
        if (!holds) {
            return false;
        }
        move();
        lastSequence = newestSequence();
        facts = null;
        holds = false;
        return true;
    }

    /**
     * What is read from that read on is live.
     *
     * @return whether all that is held is to be told now, as some of it is
     */
    synchronized boolean pastEnds(long read) {
        if (!holds) {
            return false;
        }
        firstLive = read;
        move();
        Batch last = batches.peekLast();
        return last != null && last.fact(last.records() - 1, READ) >= read && end();
    }

    /** Out of the reader's buffer, in which a read may be under way, behind what is moved. */
    private void move() {
        if (records > 0) {
            byte[] moved = new byte[to - from];
            buffer.get(from, moved, 0, moved.length);
            Batch batch = new Batch(moved, from, Arrays.copyOf(facts, FACTS * records));
            batches.add(batch);
            lines = lines + batch.fromKernel();
            records = 0;
            from = to;
        }
    }

    private long newestSequence() {
        KmsgRecord newest = null;
        for (var all = batches.descendingIterator(); all.hasNext() && newest == null; ) {
            Batch batch = all.next();
            for (int i = batch.records() - 1; i >= 0 && newest == null; i--) {
                newest = batch.record(i);
            }
        }
        return newest == null ? -1 : newest.sequence();
    }

    /** The number of the last record that was held; -1 for none. Once nothing more is held. */
    synchronized long lastSequence() {
        return lastSequence;
    }

    /** The kernel's own records that were held so far, each of which has a line as a rule. */
    long lines() {
        return lines;
    }

    /** What came last, whosever it is; null for nothing, or what is no record. */
    synchronized Arrived newest() {
        if (holds) {
            move();
        }
        Batch last = batches.peekLast();
        int i = last == null ? 0 : last.records() - 1;
        KmsgRecord record = last == null ? null : last.record(i);
        return record == null ? null : new Arrived(record, 0, last.fact(i, READ), last.fact(i, NANOS));
    }

    /** Takes the next of what was held; null while more may be held, and where there is no more. By one thread. */
    Arrived poll() {
        Arrived arrived = null;
        while (arrived == null && !holds) {
            Batch batch = first();
            if (batch == null) {
                return null;
            }
            KmsgRecord record = batch.record(next);
            if (record != null) {
                arrived = Arrived.of(record, nextSequence, batch.fact(next, READ), batch.fact(next, NANOS));
                nextSequence = record.sequence();
            }
            next++;
        }
        return arrived;
    }

    private synchronized Batch first() {
        Batch batch = batches.peek();
        if (batch != null && next == batch.records()) {
            next = 0;
            batches.remove();
            batch = batches.peek();
        }
        return batch;
    }
}
