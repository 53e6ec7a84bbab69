// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An input that may stay open, as from {@code journalctl -kf}: says when it has been silent for a while. A thread of its own
 * reads it, since a blocking read can't be told when to give up.
 */
final class LiveInput extends InputStream {
    private static final int CHUNK = 64 * 1024;
    private static final int MOST_WAITING = 16;
    private static final byte[] END = {};

    private final InputStream in;
    private final Runnable silence;
    private final long silenceMillis;
    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::pump, "buddyscope-input");
    private volatile IOException failure;
    private byte[] chunk = END;
    private int at;
    private boolean ended;

    /** @param silence runs in the thread that reads from this, once for each silence */
    LiveInput(InputStream in, long silenceMillis, Runnable silence) {
        this.in = in;
        this.silenceMillis = silenceMillis;
        this.silence = silence;
        thread.setDaemon(true);
    }

    LiveInput start() {
        thread.start();
        return this;
    }

    private void pump() {
        byte[] buffer = new byte[CHUNK];
        try {
            try {
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (length > 0) {
                        chunks.put(Arrays.copyOf(buffer, length));
                    }
                }
            } catch (IOException e) {
                failure = e;
            }
            chunks.put(END);
        } catch (InterruptedException stopped) {
            chunks.clear();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == chunk.length && !next()) {
            return -1;
        }
        int taken = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, to, offset, taken);
        at += taken;
        return taken;
    }

    private boolean next() throws IOException {
        if (ended) {
            return false;
        }
        try {
            byte[] more = chunks.poll(silenceMillis, TimeUnit.MILLISECONDS);
            if (more == null) {
                silence.run();
                more = chunks.take();
            }
            chunk = more;
            at = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
        ended = chunk == END;
        if (ended && failure != null) {
            throw failure;
        }
        return !ended;
    }

    @Override
    public int available() {
        byte[] next = at < chunk.length ? null : chunks.peek();
        return next == null ? chunk.length - at : next.length;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
