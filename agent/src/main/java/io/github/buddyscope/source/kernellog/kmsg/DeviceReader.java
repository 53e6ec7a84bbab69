// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Reads the device on the calling thread, through an asynchronous channel all the same: of all the JDK's ways to read a
 * file it alone doesn't put how long it waited for the kernel into the service's flight recording, as slow input. It reads
 * from a position, of which the device takes no notice ({@code devkmsg_read} in kernel/printk/printk.c).
 *
 * <p>A close ends a read that waits. An interrupt doesn't.
 */
final class DeviceReader implements RecordReader {
    private final AsynchronousFileChannel channel;

    DeviceReader(Path device) throws IOException {
        channel = AsynchronousFileChannel.open(device, Set.of(StandardOpenOption.READ), new CallingThread());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return channel.read(into, 0).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // what is done needn't be waited for
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Does at once what it's given. */
    private static final class CallingThread extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
