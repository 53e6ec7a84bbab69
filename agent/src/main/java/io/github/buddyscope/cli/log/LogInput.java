// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A log as it lies there: plain, or gzipped, told apart by its first bytes and not by its name. */
final class LogInput {
    private LogInput() {}

    /** @throws IOException where it can't be read, or is packed in a way that isn't known here */
    static InputStream open(InputStream raw) throws IOException {
        BufferedInputStream in = new Buffered(raw);
        in.mark(6);
        byte[] magic = in.readNBytes(6);
        in.reset();
        if (begins(magic, 0x1f, 0x8b)) {
            return new GZIPInputStream(in, 64 * 1024);
        }
        if (begins(magic, 0xfd, '7', 'z', 'X', 'Z')) {
            throw new IOException("packed with xz; try: xzcat FILE | java -jar buddyscope.jar explain");
        }
        if (begins(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            throw new IOException("packed with zstd; try: zstdcat FILE | java -jar buddyscope.jar explain");
        }
        if (begins(magic, 'B', 'Z', 'h')) {
            throw new IOException("packed with bzip2; try: bzcat FILE | java -jar buddyscope.jar explain");
        }
        if (begins(magic, 'L', 'P', 'K', 'S', 'H', 'H')) {
            throw new IOException("a journal; try: journalctl -k --file FILE | java -jar buddyscope.jar explain");
        }
        if (begins(magic, 0xff, 0xfe) || begins(magic, 0xfe, 0xff)) {
            throw new IOException("UTF-16 text; try: iconv -f UTF-16 -t UTF-8 FILE | java -jar buddyscope.jar explain");
        }
        return in;
    }

    private static boolean begins(byte[] magic, int... bytes) {
        if (magic.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((magic[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Says whether there is more by waiting for it: a gzipped file goes on after its first part, also through a slow pipe. */
    private static final class Buffered extends BufferedInputStream {
        Buffered(InputStream in) {
            super(in, 64 * 1024);
        }

        @Override
        public synchronized int available() throws IOException {
            mark(1);
            int next = read();
            reset();
            return next < 0 ? 0 : Math.max(1, super.available());
        }
    }
}
