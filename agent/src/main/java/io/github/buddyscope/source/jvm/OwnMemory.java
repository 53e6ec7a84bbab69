// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;

/**
 * This JVM's own resident memory: heap, direct buffers, metaspace and whatever native code took, without the files that it
 * has mapped ({@code /proc/self/statm}; fs/proc/array.c, {@code proc_pid_statm}). The kernel adds up what each processor
 * counts only now and then, so it may be off by some MiB on large hosts. Read every second, so the file stays
 * open. For one thread.
 */
public final class OwnMemory implements Closeable {
    private static final int RESIDENT = 1;
    private static final int SHARED = 2;

    private final File statm;
    private final long pageSize;
    private final byte[] buffer = new byte[256];
    private final long[] fields = new long[SHARED + 1];
    private RandomAccessFile open;

    /** @param pageSize bytes */
    public OwnMemory(long pageSize) {
        this(new File("/proc/self/statm"), pageSize);
    }

    OwnMemory(File statm, long pageSize) {
        this.statm = statm;
        this.pageSize = pageSize;
    }

    /** Bytes now; -1 where they can't be read. */
    public long bytes() {
        try {
            if (open == null) {
                open = new RandomAccessFile(statm, "r");
            } else {
                open.seek(0);
            }
            return parse(buffer, open.read(buffer));
        } catch (IOException | SecurityException refused) {
            close();
            return -1;
        }
    }

    /** Closes the file; asked again, it's opened anew. */
    @Override
    public void close() {
        RandomAccessFile last = open;
        open = null;
        if (last != null) {
            try {
                last.close();
            } catch (IOException e) {
                // nothing was written, so nothing is lost
            }
        }
    }

    /** Of {@code size resident shared text lib data dt}, in pages: what is resident and not shared. */
    long parse(byte[] text, int length) {
        Arrays.fill(fields, 0);
        int field = 0;
        for (int i = 0; i < length && field <= SHARED; i++) {
            if (text[i] == ' ') {
                field++;
            } else if (text[i] >= '0' && text[i] <= '9') {
                fields[field] = fields[field] * 10 + text[i] - '0';
            } else {
                return -1;
            }
        }
        return field <= SHARED || fields[RESIDENT] < fields[SHARED]
                ? -1
                : (fields[RESIDENT] - fields[SHARED]) * pageSize;
    }
}
