// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import io.github.buddyscope.parse.trace.TraceAssembler;
import io.github.buddyscope.parse.trace.TraceLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes what is in {@code trace_pipe} line by line and rests before it looks again, a moment while there was something and
 * longer while there wasn't.
 *
 * <p>It puts a mark of its own there before it reads, so that it never has to wait for an event: the JDK would put that
 * wait into the service's flight recording, as slow input of a file's and as time in native code. Where it may not, it
 * waits.
 */
final class TraceReader {
    private static final int BUFFER_BYTES = 8 << 10; // of the service's direct memory; a read gives a page or two
    private static final int MORE_WAITING = 2_048; // a read that gives as many isn't the last
    private static final long REST_MILLIS = 20;
    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final long SWITCHED_OFF_MILLIS = 1_000;
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(50); // while there's no memory left

    private final FileChannel pipe;
    private volatile long longestRestMillis;
    private final TraceMarker marker;
    private final TraceAssembler assembler;
    private final TraceLine line = new TraceLine();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private int kept; // begin of a line whose end hasn't come
    private long rest = REST_MILLIS;
    private boolean skipping; // within a line that is longer than the buffer
    private volatile long failed;

    /** @param longestRestMillis how long to leave the buffers alone while nothing happens */
    TraceReader(FileChannel pipe, long longestRestMillis, TraceMarker marker, TraceAssembler assembler) {
        this.pipe = pipe;
        this.longestRestMillis = longestRestMillis;
        this.marker = marker;
        this.assembler = assembler;
    }

    /**
     * Reads until the pipe is closed or the thread interrupted.
     *
     * @return why it ended by itself: percent of a processor that it used; -1 where it was closed
     */
    int read() throws IOException, InterruptedException {
        try (ThreadCpu cpu = ThreadCpu.ofCurrentThread()) {
            TraceBudget budget = new TraceBudget(System.nanoTime(), cpu.nanos());
            while (pipe.isOpen()) {
                int overspent = readOnceGuarded(budget, cpu);
                if (overspent >= 0) {
                    return overspent;
                }
            }
        }
        return -1;
    }

    /** A service that runs out of memory takes it from whoever wants some: that ends no trace. */
    private int readOnceGuarded(TraceBudget budget, ThreadCpu cpu) throws IOException, InterruptedException {
        try {
            return readOnce(budget, cpu);
        } catch (OutOfMemoryError e) {
            failed = failed + 1;
            LockSupport.parkNanos(BREATH_NANOS);
            return -1;
        }
    }

    private int readOnce(TraceBudget budget, ThreadCpu cpu) throws IOException, InterruptedException {
        boolean marked = marker.mark(assembler.lost());
        buffer.clear().limit(BUFFER_BYTES - kept);
        int length = pipe.read(buffer);
        if (length < 0) {
            Thread.sleep(SWITCHED_OFF_MILLIS); // tracing_on is 0: somebody looks at what is there
            return -1;
        }
        long before = assembler.events();
        take(length);
        long now = System.nanoTime();
        if (length < MORE_WAITING) {
            marker.drained(assembler.lost());
        }
        long events = assembler.events() - before;
        long wait = TimeUnit.NANOSECONDS.toMillis(budget.waitAfter(events, now));
        int overspent = budget.due(now) ? budget.overspent(now, cpu.nanos()) : -1;
        if (overspent >= 0) {
            return overspent;
        }
        if (wait > 0) {
            Thread.sleep(Math.min(wait, LONGEST_WAIT_MILLIS));
        } else if (length < MORE_WAITING) {
            rest = events > 0 || !marked ? REST_MILLIS : Math.min(longestRestMillis, 2 * rest);
            Thread.sleep(rest);
        }
        return -1;
    }

    /** From now on. By any thread. */
    void rest(long longestMillis) {
        longestRestMillis = longestMillis;
    }

    private void take(int length) {
        buffer.flip().get(bytes, kept, length);
        int end = kept + length;
        int start = 0;
        for (int at = kept; at < end; at++) {
            if (bytes[at] == '\n') {
                if (!skipping) {
                    accept(start, at);
                }
                skipping = false;
                start = at + 1;
            }
        }
        kept = end - start;
        if (kept == BUFFER_BYTES) {
            skipping = true;
            kept = 0;
        }
        System.arraycopy(bytes, start, bytes, 0, kept);
    }

    private void accept(int from, int to) {
        try {
            TraceLine.Kind kind = line.read(bytes, from, to);
            if (kind == TraceLine.Kind.OTHER) {
                marker.seen(); // nothing else in the instance prints such
            }
            assembler.accept(kind, line);
        } catch (RuntimeException | Error e) {
            failed = failed + 1;
        }
    }

    /** Events that the kernel had no room for. */
    long lost() {
        return Math.max(0, assembler.lost() - marker.lost());
    }

    /** Lines on which the sink threw. */
    long failed() {
        return failed;
    }
}
