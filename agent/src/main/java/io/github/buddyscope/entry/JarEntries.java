// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The entries of the agent's own jar, with as few steps as that takes: {@link java.util.zip.ZipFile} has more for each than a
 * class has to be defined, all of them interpreted in a JVM that starts. Reads what the build writes: one disk, no comment, no
 * ZIP64 (PKWARE's APPNOTE.TXT, 4.3); whatever else is refused. The file stays open: a jar that is replaced while the JVM
 * runs is read as it was. For several threads.
 */
final class JarEntries {
    private static final int END = 0x06054b50; // end of central directory record, 4.3.16
    private static final int END_BYTES = 22;
    private static final int CENTRAL = 0x02014b50; // central directory header, 4.3.12
    private static final int CENTRAL_BYTES = 46;
    private static final int LOCAL = 0x04034b50; // local file header, 4.3.7
    private static final int LOCAL_BYTES = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int MOST_BYTES = 16 << 20; // of the directory, or of an entry

    private final RandomAccessFile file;
    private final Inflater inflater = new Inflater(true);
    private final byte[] directory;
    private final Map<String, Integer> headers; // where the entry's header is in the directory

    /** @throws IOException also for a file that isn't of that kind */
    JarEntries(String path) throws IOException {
        file = new RandomAccessFile(path, "r");
        try {
            long end = file.length() - END_BYTES;
            byte[] last = bytes(end, END_BYTES);
            int entries = u2(last, 10);
            int length = s4(last, 12);
            int at = s4(last, 16);
            check(s4(last, 0) == END && u2(last, 8) == entries && length >= 0 && at >= 0 && (long) at + length == end);
            directory = bytes(at, length);
            headers = new HashMap<>(2 * entries);
            index(entries);
        } catch (Throwable refused) {
            close();
            throw refused;
        }
    }

    private void index(int entries) throws IOException {
        int at = 0;
        for (int i = 0; i < entries; i++) {
            check(at + CENTRAL_BYTES <= directory.length && s4(directory, at) == CENTRAL);
            int name = u2(directory, at + 28);
            int next = at + CENTRAL_BYTES + name + u2(directory, at + 30) + u2(directory, at + 32);
            check(next <= directory.length);
            headers.put(new String(directory, at + CENTRAL_BYTES, name, StandardCharsets.ISO_8859_1), at);
            at = next;
        }
    }

    /** What the entry holds; null where there is none of that name. */
    synchronized byte[] read(String name) throws IOException {
        Integer found = headers.get(name);
        if (found == null) {
            return null;
        }
        int header = found;
        int method = u2(directory, header + 10);
        int packed = s4(directory, header + 20);
        int size = s4(directory, header + 24);
        int at = s4(directory, header + 42);
        check(size >= 0 && size <= MOST_BYTES && at >= 0);
        byte[] local = bytes(at, LOCAL_BYTES);
        check(s4(local, 0) == LOCAL);
        byte[] data = bytes((long) at + LOCAL_BYTES + u2(local, 26) + u2(local, 28), packed);
        if (method == STORED && packed == size) {
            return data;
        }
        check(method == DEFLATED);
        return inflated(data, size);
    }

    private byte[] inflated(byte[] data, int size) throws IOException {
        byte[] bytes = new byte[size];
        inflater.reset();
        inflater.setInput(data);
        try {
            int length = 0;
            while (length < size) {
                int more = inflater.inflate(bytes, length, size - length);
                check(more > 0);
                length += more;
            }
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
        return bytes;
    }

    private byte[] bytes(long at, int length) throws IOException {
        check(at >= 0 && length >= 0 && length <= MOST_BYTES);
        byte[] bytes = new byte[length];
        file.seek(at);
        int read = 0;
        while (read < length) {
            int more = file.read(bytes, read, length - read);
            if (more < 0) {
                throw new EOFException();
            }
            read += more;
        }
        return bytes;
    }

    private static void check(boolean right) throws ZipException {
        if (!right) {
            throw new ZipException("not a jar as the build writes it");
        }
    }

    private static int u2(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    private static int s4(byte[] bytes, int at) {
        return u2(bytes, at) | u2(bytes, at + 2) << 16;
    }

    private void close() throws IOException {
        inflater.end();
        file.close();
    }
}
