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
 * Looks whether a thread waits for data in a read, in files of {@code /proc/thread-self} as that thread opened them
 * (Documentation/filesystems/proc.rst; Linux 3.17). A thread that didn't get a processor doesn't, however long its read
 * takes, nor does one that waits for a collection to end or a class to be loaded. {@code syscall} tells all that; where
 * it can't be read, {@code stat} tells who is asleep, whatever for. One look costs one to three microseconds.
 */
final class SleepProbe implements Closeable {
    enum Sight {
        /** In the read, where nothing has come. */
        ASLEEP,
        AWAKE,
        /** There is no such file here. */
        UNKNOWN
    }

    private static final Path SELF = Path.of("/proc/thread-self");
    private static final int ENOUGH = 128;

    private final FileChannel syscall;
    private final FileChannel stat;
    private final BlockedCall read;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ENOUGH);
    private final byte[] bytes = new byte[ENOUGH];

    private SleepProbe(FileChannel syscall, FileChannel stat, BlockedCall read) {
        this.syscall = syscall;
        this.stat = stat;
        this.read = read;
    }

    /** @param readBytes how many bytes its reads ask for, and no others */
    static SleepProbe ofCurrentThread(int readBytes) {
        return of(SELF, BlockedCall.read(System.getProperty("os.arch", ""), readBytes));
    }

    /** @param read null where the numbers of the system's calls aren't known */
    static SleepProbe of(Path thread, BlockedCall read) {
        return new SleepProbe(
                read == null ? null : opened(thread.resolve("syscall")), opened(thread.resolve("stat")), read);
    }

    private static FileChannel opened(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** For one thread at a time, and not the one that is looked at. */
    Sight look() {
        int length = text(syscall);
        if (length > 0) {
            return read.isIn(bytes, length) ? Sight.ASLEEP : Sight.AWAKE;
        }
        Sight sight = lookAtState();
        // a collection may begin while we look, and a thread on its way back from its read sleeps through it; a second
        // look comes after the collection, as this thread can't run before
        return sight == Sight.ASLEEP ? lookAtState() : sight;
    }

    private Sight lookAtState() {
        for (int i = text(stat) - 3; i > 0; i--) {
            if (bytes[i] == ')') {
                return bytes[i + 2] == 'S' ? Sight.ASLEEP : Sight.AWAKE;
            }
        }
        return Sight.UNKNOWN;
    }

    private int text(FileChannel file) {
        if (file == null) {
            return 0;
        }
        buffer.clear();
        try {
            int length = Math.max(0, file.read(buffer, 0));
            buffer.flip().get(bytes, 0, length);
            return length;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        close(syscall);
        close(stat);
    }

    private static void close(FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // nothing was written, so nothing is lost
        }
    }
}
