// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;

/** CPU time of the thread that opens it, from the first number of {@code schedstat} (Documentation/scheduler/sched-stats.rst). */
final class ThreadCpu implements Closeable {
    private static final String SCHEDSTAT = "/proc/thread-self/schedstat";

    private final RandomAccessFile file;
    private final byte[] bytes = new byte[64];

    private ThreadCpu(RandomAccessFile file) {
        this.file = file;
    }

    static ThreadCpu ofCurrentThread() {
        try {
            return new ThreadCpu(new RandomAccessFile(SCHEDSTAT, "r"));
        } catch (IOException | RuntimeException notHere) {
            return new ThreadCpu(null);
        }
    }

    /** Nanoseconds, user and system; -1 where the host doesn't tell. */
    long nanos() {
        if (file == null) {
            return -1;
        }
        try {
            file.seek(0);
            int length = file.read(bytes);
            long nanos = 0;
            for (int i = 0; i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                nanos = nanos * 10 + bytes[i] - '0';
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
