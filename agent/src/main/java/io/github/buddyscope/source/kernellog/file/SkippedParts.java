// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import io.github.buddyscope.parse.kernel.Anchors;
import io.github.buddyscope.text.LiteralSearch;
import io.github.buddyscope.text.Newlines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Parts of a file, of whole lines, that were skipped to keep up with a flood. They are counted afterwards, little by little, and those
 * in which a failure report may begin are told. A line is known up to {@value #CHUNK} bytes.
 */
final class SkippedParts implements Closeable {
    private static final int CHUNK = 64 << 10;

    /** Takes what is found. */
    interface Found {
        /** So many lines. */
        void lines(long lines);

        /** One of them, in which a report may begin. */
        void anchor(String line);
    }

    private static final class Search {
        static final LiteralSearch ANCHORS = new LiteralSearch(Anchors.literals());
    }

    /** A few hundred kilobytes each at least. */
    private static final int MOST_PARTS = 4_096;

    private final FileChannel channel;
    private final Object key;
    private final Deque<long[]> parts = new ArrayDeque<>();
    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer view = LiteralSearch.view(chunk);
    private long left;

    /** @param key the file's identity */
    SkippedParts(FileChannel channel, Object key) {
        this.channel = channel;
        this.key = key;
    }

    boolean isOf(Object file) {
        return key.equals(file);
    }

    /**
     * Adds a part behind those before.
     *
     * @param from where a line begins
     * @param end behind a newline
     */
    void add(long from, long end) {
        parts.add(new long[] {from, end});
        left += end - from;
    }

    /** There is no room for another part before some are counted. */
    boolean isFull() {
        return parts.size() >= MOST_PARTS;
    }

    /** Counts that many bytes, about. */
    void count(long bytes, Found found) throws IOException {
        for (long until = left - bytes; left > until && left > 0; ) {
            long[] part = parts.peek();
            int wanted = (int) Math.min(CHUNK, part[1] - part[0]);
            int length = channel.read(ByteBuffer.wrap(chunk, 0, wanted), part[0]);
            if (length <= 0) {
                throw new IOException("was truncated");
            }
            int whole = Newlines.lineBegin(chunk, 0, length);
            int used = whole > 0 ? whole : length; // of a longer line the rest is searched by itself
            long lines = Newlines.count(view, 0, used);
            left -= used;
            part[0] += used;
            if (part[0] == part[1]) {
                parts.remove();
            }
            found.lines(lines); // once, also where what follows fails
            anchors(used, found);
        }
    }

    private void anchors(int to, Found found) {
        int from = 0;
        for (int hit = Search.ANCHORS.find(view, from, to); hit >= 0; hit = Search.ANCHORS.find(view, from, to)) {
            int begin = Newlines.lineBegin(chunk, from, hit);
            int newline = Newlines.next(chunk, hit, to);
            found.anchor(new String(chunk, begin, newline - begin, StandardCharsets.UTF_8));
            from = Math.min(to, newline + 1);
        }
    }

    /** Nothing is left to count. */
    boolean done() {
        return left == 0;
    }

    /** Bytes not counted yet. */
    long left() {
        return left;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
