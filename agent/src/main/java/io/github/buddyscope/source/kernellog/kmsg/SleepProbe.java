// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Looks whether a thread is asleep in the kernel, in {@code /proc/thread-self/stat} as that thread opened it
 * (Documentation/filesystems/proc.rst; Linux 3.17). A thread in a read that waits for data is asleep; one that merely
 * didn't get a processor is not, however long its read takes. One look costs one to two microseconds.
 */
final class SleepProbe implements Closeable {
    enum Sight {
        ASLEEP,
        AWAKE,
        /** There is no such file here. */
        UNKNOWN
    }

    private static final Path STAT = Path.of("/proc/thread-self/stat");
    private static final int ENOUGH = 64; // the id, a name of at most 15 bytes in brackets, and the letter

    private final FileChannel stat;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ENOUGH);

    private SleepProbe(FileChannel stat) {
        this.stat = stat;
    }

    static SleepProbe ofCurrentThread() {
        return of(STAT);
    }

    static SleepProbe of(Path stat) {
        try {
            return new SleepProbe(FileChannel.open(stat, StandardOpenOption.READ));
        } catch (IOException | RuntimeException e) {
            return new SleepProbe(null);
        }
    }

    /** For one thread at a time, and not the one that is looked at. */
    Sight look() {
        if (stat == null) {
            return Sight.UNKNOWN;
        }
        buffer.clear();
        try {
            int length = stat.read(buffer, 0);
            for (int i = length - 3; i > 0; i--) {
                if (buffer.get(i) == ')') {
                    return buffer.get(i + 2) == 'S' ? Sight.ASLEEP : Sight.AWAKE;
                }
            }
        } catch (IOException e) {
            return Sight.UNKNOWN;
        }
        return Sight.UNKNOWN;
    }

    @Override
    public void close() {
        try {
            if (stat != null) {
                stat.close();
            }
        } catch (IOException e) {
            // nothing was written, so nothing is lost
        }
    }
}
