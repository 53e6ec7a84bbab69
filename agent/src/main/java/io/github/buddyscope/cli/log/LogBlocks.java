// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The blocks of a log in their order. A daemon thread reads and unpacks up to {@value #AHEAD} of them ahead, while the
 * caller is busy with the one before.
 */
final class LogBlocks implements Closeable {
    private static final int AHEAD = 4;

    /** The lines of a report come in one go; the log daemon may take its time for them, but hardly as much. */
    private static final long SILENCE_MILLIS = 1_500;

    private final InputStream log;
    private final BlockingQueue<LogBlock> empty = new ArrayBlockingQueue<>(AHEAD);
    /** A block without a byte is the last. */
    private final BlockingQueue<LogBlock> full = new ArrayBlockingQueue<>(AHEAD);

    private final Thread reader = new Reader();
    private final Runnable silence;
    private LogBlock given;
    private volatile IOException failure;

    /** @param log plain or packed; it is read, and closed, by a thread of its own */
    LogBlocks(InputStream log) {
        this(log, LogBlock.SIZE);
    }

    LogBlocks(InputStream log, int size) {
        this(log, size, null);
    }

    /** @param silence runs in the caller's thread when nothing has come for a while, once for each silence; null for none */
    LogBlocks(InputStream log, int size, Runnable silence) {
        this.log = log;
        this.silence = silence;
        for (int i = 0; i < AHEAD; i++) {
            empty.add(new LogBlock(size));
        }
        reader.start();
    }

    /**
     * The next block, null at the end. The block before is filled anew meanwhile.
     *
     * @throws IOException that ended the reading, once all that was read before has been given
     */
    LogBlock next() throws IOException {
        try {
            if (given != null) {
                empty.put(given);
            }
            given = silence == null ? full.take() : full.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (given == null) {
                silence.run();
                given = full.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (given.end > LogBlock.HEAD) {
            return given;
        }
        full.add(given); // for whoever asks again
        given = null;
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** The rest isn't wanted. A read that is waiting for input may go on waiting, in a daemon thread. */
    @Override
    public void close() {
        reader.interrupt();
    }

    private final class Reader extends Thread {
        Reader() {
            super("explain-reader");
            setDaemon(true);
        }

        @Override
        public void run() {
            try (log) {
                readAhead();
            } catch (InterruptedException | IOException e) { // nobody wants more; or all is read and only closing fails
                return;
            }
        }

        private void readAhead() throws InterruptedException {
            InputStream in = null;
            LogBlock block;
            do {
                block = empty.take();
                try {
                    in = in == null ? LogInput.open(log) : in;
                    block.fill(in);
                } catch (IOException e) {
                    failure = e;
                } catch (RuntimeException e) { // an unpacker's, of bytes that it doesn't expect
                    failure = new IOException(e.toString(), e);
                }
                full.put(block);
            } while (block.end > LogBlock.HEAD);
        }
    }
}
