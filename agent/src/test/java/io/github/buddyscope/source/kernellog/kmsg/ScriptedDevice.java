// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A kernel log device that does as it was told, read by read, and then waits as the real one does. */
final class ScriptedDevice implements RecordReader.Opener {
    /** What one read does. */
    interface Step {
        String read() throws IOException;
    }

    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();

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

    ScriptedDevice then(Step step) {
        steps.add(step);
        return this;
    }

    @Override
    public RecordReader open() {
        opens.incrementAndGet();
        return new RecordReader() {
            @Override
            public int read(ByteBuffer into) throws IOException {
                reads.incrementAndGet();
                try {
                    byte[] record = steps.take().read().getBytes(StandardCharsets.UTF_8);
                    into.put(record);
                    return record.length;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AsynchronousCloseException();
                }
            }

            @Override
            public void close() {} // the interrupt ends the read
        };
    }
}
