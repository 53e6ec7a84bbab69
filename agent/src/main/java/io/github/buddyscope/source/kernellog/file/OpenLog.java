// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * An open log file, how far it has been read, and the last bytes before that place. Those are held against the file after
 * every read: where they are no longer there, the file was truncated, however long it has grown again since, and what
 * was read is not its continuation.
 */
final class OpenLog implements Closeable {
    static final int TRUNCATED = -1;
    static final int MAX_FINGERPRINT = 256;

    private final FileChannel channel;
    private final Object key;
    private final ByteBuffer check = ByteBuffer.allocate(MAX_FINGERPRINT);
    private long position;
    private byte[] fingerprint = new byte[0];

    private OpenLog(FileChannel channel, Object key) {
        this.channel = channel;
        this.key = key;
    }

    /** @param key the file's identity as {@code stat} told it */
    static OpenLog open(Path path, Object key) throws IOException {
        return new OpenLog(FileChannel.open(path, StandardOpenOption.READ), key);
    }

    /** Goes on where another left off, if this file holds the same up to there; a read tells. */
    OpenLog resume(OpenLog other) {
        position = other.position;
        fingerprint = other.fingerprint;
        return this;
    }

    /** Begins at an offset of the file, on trust. */
    void seek(long offset) throws IOException {
        position = offset;
        byte[] before = new byte[(int) Math.min(offset, MAX_FINGERPRINT)];
        fingerprint =
                channel.read(ByteBuffer.wrap(before), offset - before.length) == before.length ? before : new byte[0];
    }

    /**
     * Goes on at the first line's begin behind an offset.
     *
     * @param path where this file is, unless it was renamed
     * @param begun bytes before this place that are left out too
     * @param space for a line
     * @param before what was skipped last, of this file or another; null for nothing
     * @return the same with what is left out now, or new ones; null where no line ends there, or the file is gone from its
     *     place: then nothing has changed
     */
    SkippedParts skip(Path path, int begun, long offset, byte[] space, SkippedParts before) throws IOException {
        int length = Math.max(0, channel.read(ByteBuffer.wrap(space), offset));
        int newline = 0;
        while (newline < length && space[newline] != '\n') {
            newline++;
        }
        boolean same = before != null && before.isOf(key);
        FileChannel again = newline == length || same ? null : openAgain(path);
        if (newline == length || !same && again == null) {
            return null;
        }
        SkippedParts parts = same ? before : new SkippedParts(again, key);
        long from = position - begun;
        seek(offset + newline + 1);
        parts.add(from, position);
        return parts;
    }

    /** Another channel to this file, looked at once it is open; null where another file or none is there now. */
    private FileChannel openAgain(Path path) throws IOException {
        FileChannel again = null;
        try {
            again = FileChannel.open(path, StandardOpenOption.READ);
            if (key.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey())) {
                return again;
            }
        } catch (NoSuchFileException renamed) {
            // what it holds is read without a skip
        }
        if (again != null) {
            again.close();
        }
        return null;
    }

    /** @return how many bytes were read, 0 at the end, or {@link #TRUNCATED} */
    int read(ByteBuffer into) throws IOException {
        int length = channel.read(into, position);
        if (!intact()) {
            return TRUNCATED;
        }
        if (length <= 0) {
            return 0;
        }
        position += length;
        remember(into, length);
        return length;
    }

    private boolean intact() throws IOException {
        return channel.size() >= position && agreement(fingerprint.length) == fingerprint.length;
    }

    /** How many of the first {@code length} bytes of the fingerprint the file has at their place; -1 for another byte. */
    private int agreement(int length) throws IOException {
        check.clear().limit(length);
        int read = Math.max(0, channel.read(check, position - fingerprint.length));
        return Arrays.equals(check.array(), 0, read, fingerprint, 0, read) ? read : -1;
    }

    /** Whether this is a copy of what {@link #resume} gave, complete or cut short within the last bytes. */
    boolean copy() throws IOException {
        return fingerprint.length > 0 && agreement(fingerprint.length) > 0;
    }

    private void remember(ByteBuffer read, int length) {
        int fresh = Math.min(length, MAX_FINGERPRINT);
        int old = Math.min(fingerprint.length, MAX_FINGERPRINT - fresh);
        byte[] last = new byte[old + fresh];
        System.arraycopy(fingerprint, fingerprint.length - old, last, 0, old);
        read.get(read.position() - fresh, last, old, fresh);
        fingerprint = last;
    }

    void rewind() {
        position = 0;
        fingerprint = new byte[0];
    }

    Object key() {
        return key;
    }

    long position() {
        return position;
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // it was only read
        }
    }
}
