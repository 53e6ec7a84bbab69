// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.clock.SyslogClock;
import io.github.buddyscope.source.kernellog.delivery.LineSplitter;
import io.github.buddyscope.source.kernellog.delivery.ReadingSource;
import io.github.buddyscope.source.kernellog.delivery.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kernel log from a file that a log daemon writes. What the file held when it was opened is history, of which the last
 * megabyte is read; the rest is live. Polls, a little sooner once there is a report to settle, on a daemon thread {@code buddyscope-log}: a WatchService has none of the
 * truncations, costs a thread of its own, and isn't told of anything on network file systems.
 *
 * <p>Lines are numbered from the place where reading began, and from 1 in every new file.
 */
public final class FileSource extends ReadingSource {
    public static final long POLL_MILLIS = 200;
    public static final long TAIL_BYTES = 1 << 20;

    private static final long COUNT_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final int COUNT_PARTS = 50; // of a processor it takes one
    private static final long COUNT_BESIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long COUNTED_AT_ONCE = 64 << 10;
    private static final int MOST_FILES = 8;

    private final LineParser parser;
    private final SyslogClock clock;
    private final long pollMillis;
    private final LineSplitter splitter = new LineSplitter(this::line);
    private final FollowedFile file;
    private long number;
    private KernelLine.Arrival arrival;
    private final Deque<SkippedParts> skipped = new ArrayDeque<>(); // by file
    private volatile boolean uncounted; // there are some
    private long countedNanos;

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
        file = new FollowedFile(path, tailBytes, new Intake(), this::closing);
        thread(this::follow, "buddyscope-log");
    }

    /** Cuts what was read into lines. */
    private final class Intake implements FollowedFile.Output {
        @Override
        public void bytes(byte[] bytes, int from, int to, boolean live) {
            awaitHeap();
            arrival = new KernelLine.Arrival(System.nanoTime(), live);
            if (delivery().floods()) { // for what was read before: behind the last there is nothing to rest for
                countSkipped(COUNT_BESIDE_NANOS);
                awaitClosing(delivery().restMillis());
            }
            splitter.feed(bytes, from, to);
        }

        @Override
        public void newFile() {
            splitter.end();
            number = 0;
        }

        @Override
        public void lost(String why) {
            delivery().lost(0, why);
        }

        @Override
        public boolean floods() {
            return delivery().floods()
                    && skipped.size() < MOST_FILES
                    && (skipped.isEmpty() || !skipped.getLast().isFull());
        }

        @Override
        public int begun() {
            return splitter.begun();
        }

        @Override
        public SkippedParts uncounted() {
            return skipped.peekLast();
        }

        @Override
        public void skipped(SkippedParts parts) {
            splitter.drop();
            if (parts != skipped.peekLast()) {
                skipped.add(parts);
            }
            uncounted = true;
            delivery().overtaken();
            delivery().lost(0, "more was written to the file than is read");
        }
    }

    /** Counts what was skipped, and the failures in it. */
    private final class Count implements SkippedParts.Found {
        @Override
        public void lines(long lines) {
            delivery().skipped(lines);
        }

        @Override
        public void anchor(String line) {
            try {
                List<KernelLine> lines = parser.parse(++number, line);
                for (int i = 0; i < lines.size(); i++) {
                    delivery().skipped(lines.get(i));
                }
            } catch (RuntimeException | Error e) {
                delivery().failed(e);
            }
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    private void follow() {
        try (file) {
            do {
                poll();
                delivery().waits();
            } while (!awaitClosing(Math.min(pollMillis, delivery().settlingMillis())));
            if (file.atEnd()) {
                splitter.end();
            }
            skipped.forEach(FileSource::close);
        }
    }

    private void poll() {
        try {
            if (!file.poll()) {
                delivery().nothingMore();
            }
            long now = System.nanoTime();
            countSkipped(Math.min(COUNT_NANOS, (now - countedNanos) / COUNT_PARTS));
            countedNanos = now;
        } catch (RuntimeException | Error e) {
            delivery().failed(e);
        }
    }

    private void countSkipped(long nanos) {
        for (long end = System.nanoTime() + nanos; !skipped.isEmpty() && System.nanoTime() < end; ) {
            if (counted(skipped.peek())) {
                close(skipped.remove());
                uncounted = !skipped.isEmpty();
            }
        }
    }

    /** Counts a little; true where nothing more can be counted. */
    private boolean counted(SkippedParts parts) {
        try {
            parts.count(COUNTED_AT_ONCE, new Count());
            return parts.done();
        } catch (IOException e) {
            delivery().lost(0, parts.left() + " bytes that were skipped can't be counted: " + e.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            delivery().failed(e); // what was read waits to be handed on
            return false;
        }
    }

    private static void close(SkippedParts parts) {
        try {
            parts.close();
        } catch (IOException e) {
            // it was only read
        }
    }

    private void line(String text) {
        number++;
        try {
            List<KernelLine> lines = parser.parse(number, text);
            for (int i = 0; i < lines.size(); i++) {
                KernelLine line = lines.get(i).arrived(arrival);
                clock.read(line);
                delivery().line(line);
            }
        } catch (RuntimeException | Error e) {
            delivery().failed(e);
        }
    }

    @Override
    protected SourceState logState() {
        SourceState state = file.state();
        long cut = splitter.linesCut();
        boolean counting = uncounted;
        if (cut == 0 && !counting) {
            return state;
        }
        String detail = Text.joined(
                cut == 0 ? "" : cut + " lines were longer than " + LineSplitter.MAX_LINE_BYTES + " bytes and are cut",
                !counting ? "" : "lines were skipped in a flood, and are still being counted");
        return new SourceState(state.source(), state.status(), Text.joined(state.detail(), detail), state.remedy());
    }

    @Override
    public LogClock clock() {
        return clock;
    }
}
