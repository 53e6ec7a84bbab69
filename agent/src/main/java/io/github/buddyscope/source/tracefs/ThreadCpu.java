// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** CPU time of the thread that opens it, from the first number of {@code schedstat} (Documentation/scheduler/sched-stats.rst). */
final class ThreadCpu implements Closeable {
    private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64);

    private ThreadCpu(FileChannel file) {
        this.file = file;
    }

    static ThreadCpu ofCurrentThread() {
        try {
            return new ThreadCpu(FileChannel.open(SCHEDSTAT, StandardOpenOption.READ));
        } catch (IOException | RuntimeException notHere) {
            return new ThreadCpu(null);
        }
    }

    /** Nanoseconds, user and system; -1 where the host doesn't tell. */
    long nanos() {
        if (file == null) {
            return -1;
        }
        buffer.clear();
        try {
            int length = file.read(buffer, 0);
            long nanos = 0;
            for (int i = 0; i < length && buffer.get(i) >= '0' && buffer.get(i) <= '9'; i++) {
                nanos = nanos * 10 + buffer.get(i) - '0';
            }
            return length > 0 ? nanos : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // nothing was written, so nothing is lost
        }
    }
}
