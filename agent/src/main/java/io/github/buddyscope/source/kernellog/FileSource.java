// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The kernel log from a file that a log daemon writes. What the file held when it was opened is history, of which the last
 * megabyte is read; the rest is live. Polls, on a daemon thread {@code buddyscope-log}: a WatchService has none of the
 * truncations, costs a thread of its own, and isn't told of anything on network file systems.
 *
 * <p>Lines are numbered from the place where reading began, and from 1 in every new file.
 */
public final class FileSource implements KernelLogSource {
    public static final long POLL_MILLIS = 200;
    public static final long TAIL_BYTES = 1 << 20;

    private static final long JOIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LineParser parser;
    private final SyslogClock clock;
    private final long pollMillis;
    private final LineSplitter splitter = new LineSplitter(this::line);
    private final FollowedFile file;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Delivery delivery;
    private boolean started;
    private long number;
    private KernelLine.Arrival arrival;

    public FileSource(Path path, LineParser parser) {
        this(path, parser, new SyslogClock(), POLL_MILLIS, TAIL_BYTES);
    }

    /**
     * @param pollMillis how often the file is looked at
     * @param tailBytes how much of what it holds at first is read, from its end
     */
    FileSource(Path path, LineParser parser, SyslogClock clock, long pollMillis, long tailBytes) {
        this.parser = parser;
        this.clock = clock;
        this.pollMillis = pollMillis;
        file = new FollowedFile(path, tailBytes, new Intake(), () -> closing.getCount() == 0);
        thread = Threads.daemon(this::follow, "buddyscope-log");
    }

    /** Cuts what was read into lines. */
    private final class Intake implements FollowedFile.Output {
        @Override
        public void bytes(byte[] bytes, int from, int to, boolean live) {
            arrival = new KernelLine.Arrival(System.nanoTime(), live);
            splitter.feed(bytes, from, to);
        }

        @Override
        public void newFile() {
            splitter.end();
            number = 0;
        }

        @Override
        public void lost(String why) {
            delivery.lost(0, why);
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public synchronized void start(KernelLogSink sink) {
        if (started) {
            throw new IllegalStateException("started before");
        }
        started = true;
        delivery = new Delivery(sink);
        if (closing.getCount() > 0) {
            thread.start();
        }
    }

    private void follow() {
        try (file) {
            do {
                poll();
            } while (!await());
            if (file.atEnd()) {
                splitter.end();
            }
        }
    }

    private void poll() {
        try {
            if (!file.poll()) {
                delivery.nothingMore();
            }
        } catch (RuntimeException | Error e) {
            delivery.failed(e);
        }
    }

    private boolean await() {
        try {
            return closing.await(pollMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return closing.getCount() == 0; // not ours: the latch alone ends the thread
        }
    }

    private void line(String text) {
        number++;
        try {
            List<KernelLine> lines = parser.parse(number, text);
            for (int i = 0; i < lines.size(); i++) {
                KernelLine line = arrived(lines.get(i));
                clock.read(line);
                delivery.line(line);
            }
        } catch (RuntimeException | Error e) {
            delivery.failed(e);
        }
    }

    private KernelLine arrived(KernelLine line) {
        return new KernelLine(line.number(), line.text(), line.kernelMicros(), line.time(), line.caller(), arrival);
    }

    @Override
    public SourceState state() {
        SourceState state = file.state();
        Delivery handing = delivery;
        String thrown = handing == null ? "" : handing.thrown();
        long cut = splitter.linesCut();
        String detail = Text.joined(
                state.detail(),
                cut == 0 ? "" : cut + " lines were longer than " + LineSplitter.MAX_LINE_BYTES + " bytes and are cut",
                thrown);
        return new SourceState(state.source(), state.status(), detail, state.remedy());
    }

    @Override
    public LogClock clock() {
        return clock;
    }

    @Override
    public long linesRead() {
        Delivery handing = delivery;
        return handing == null ? 0 : handing.read();
    }

    @Override
    public long linesLost() {
        Delivery handing = delivery;
        return handing == null ? 0 : handing.lost();
    }

    @Override
    public void close() {
        synchronized (this) {
            closing.countDown();
        }
        Threads.join(JOIN_NANOS, thread);
    }
}
