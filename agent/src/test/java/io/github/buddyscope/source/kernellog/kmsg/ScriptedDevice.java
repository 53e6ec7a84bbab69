// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A kernel log device that does as it was told, read by read, and then waits as the real one does. */
final class ScriptedDevice implements RecordReader.Opener {
    /** What one read does. */
    interface Step {
        String read() throws IOException;
    }

    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
    private Pipe pipe;

    ScriptedDevice records(String... records) {
        for (String record : records) {
            then(() -> record);
        }
        return this;
    }

    ScriptedDevice fails(String message) {
        return then(() -> {
            throw new IOException(message);
        });
    }

    /** A reader that gets its record late for want of a processor, which isn't the same as waiting for it. */
    ScriptedDevice recordAfterSpinning(String record, long millis) {
        return then(() -> {
            long end = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return record;
        });
    }

    synchronized ScriptedDevice then(Step step) {
        steps.add(step);
        if (pipe != null) {
            try {
                pipe.sink().write(ByteBuffer.allocate(1)); // wakes a reader that waits
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    @Override
    public synchronized RecordReader open() throws IOException {
        opens.incrementAndGet();
        Pipe opened = Pipe.open();
        opened.sink().configureBlocking(false); // where it's full, nobody waits
        pipe = opened;
        return new Reading(opened);
    }

    /** Waits in a read of the kernel's, so that it looks like one. */
    private final class Reading implements RecordReader {
        private final Pipe pipe;
        private final ByteBuffer wakes = ByteBuffer.allocateDirect(KmsgReader.BUFFER_BYTES);

        Reading(Pipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            reads.incrementAndGet();
            Step step = steps.poll();
            while (step == null) {
                pipe.source().read(wakes.clear());
                step = steps.poll();
            }
            byte[] record = step.read().getBytes(StandardCharsets.UTF_8);
            into.put(record);
            return record.length;
        }

        @Override
        public void close() throws IOException {
            synchronized (ScriptedDevice.this) {
                ScriptedDevice.this.pipe = ScriptedDevice.this.pipe == pipe ? null : ScriptedDevice.this.pipe;
                pipe.source().close();
                pipe.sink().close();
            }
        }
    }
}
