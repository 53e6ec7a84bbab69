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

/**
 * Whole lines of a file that were skipped to keep up with a flood. They are counted afterwards, little by little, and those
 * in which a failure report may begin are told. A line is known up to {@value #CHUNK} bytes.
 */
final class SkippedPart implements Closeable {
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

    private final FileChannel channel;
    private final long end;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteBuffer view = LiteralSearch.view(chunk);
    private long at;

    /**
     * @param from where a line begins
     * @param end behind a newline
     */
    SkippedPart(FileChannel channel, long from, long end) {
        this.channel = channel;
        this.at = from;
        this.end = end;
    }

    /** Counts a part of that many bytes, about. */
    void count(long bytes, Found found) throws IOException {
        long until = Math.min(end, at + bytes);
        while (at < until) {
            int length = channel.read(ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, end - at)), at);
            if (length <= 0) {
                throw new IOException("was truncated");
            }
            int whole = Newlines.lineBegin(chunk, 0, length);
            int used = whole > 0 ? whole : length; // of a longer line the rest is searched by itself
            found.lines(Newlines.count(view, 0, used));
            anchors(used, found);
            at += used;
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
        return at >= end;
    }

    /** Bytes not counted yet. */
    long left() {
        return end - at;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
