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
import java.util.List;

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

    private static final long COUNTED_AT_ONCE = 4 << 20; // five times a second, some three milliseconds each

    private final LineParser parser;
    private final SyslogClock clock;
    private final long pollMillis;
    private final LineSplitter splitter = new LineSplitter(this::line);
    private final FollowedFile file;
    private long number;
    private KernelLine.Arrival arrival;
    private volatile SkippedPart skipped; // not counted to its end

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
            arrival = new KernelLine.Arrival(System.nanoTime(), live);
            splitter.feed(bytes, from, to);
            awaitClosing(delivery().restMillis());
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
            return delivery().floods() && skipped == null;
        }

        @Override
        public int begun() {
            return splitter.begun();
        }

        @Override
        public void skipped(SkippedPart part) {
            splitter.drop();
            skipped = part;
            delivery().lost(0, "more was written to the file than is read");
        }
    }

    /** Counts what was skipped, and the failures in it. */
    private final class Count implements SkippedPart.Found {
        @Override
        public void lines(long lines) {
            delivery().skipped(lines);
        }

        @Override
        public void anchor(String line) {
            List<KernelLine> lines = parser.parse(++number, line);
            for (int i = 0; i < lines.size(); i++) {
                delivery().skipped(lines.get(i));
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
            } while (!awaitClosing(Math.min(pollMillis, delivery().settlingMillis())));
            if (file.atEnd()) {
                splitter.end();
            }
            if (skipped != null) {
                close(skipped);
            }
        }
    }

    private void poll() {
        try {
            if (!file.poll()) {
                delivery().nothingMore();
            }
            if (skipped != null) {
                countSkipped();
            }
        } catch (RuntimeException | Error e) {
            delivery().failed(e);
        }
    }

    private void countSkipped() {
        SkippedPart part = skipped;
        boolean over = true;
        try {
            part.count(COUNTED_AT_ONCE, new Count());
            over = part.done();
        } catch (IOException e) {
            delivery().lost(0, part.left() + " bytes that were skipped can't be counted: " + e.getMessage());
        }
        if (over) {
            skipped = null;
            close(part);
        }
    }

    private static void close(SkippedPart part) {
        try {
            part.close();
        } catch (IOException e) {
            // it was only read
        }
    }

    private void line(String text) {
        number++;
        try {
            List<KernelLine> lines = parser.parse(number, text);
            for (int i = 0; i < lines.size(); i++) {
                KernelLine line = arrived(lines.get(i));
                clock.read(line);
                delivery().line(line);
            }
        } catch (RuntimeException | Error e) {
            delivery().failed(e);
        }
    }

    private KernelLine arrived(KernelLine line) {
        return new KernelLine(line.number(), line.text(), line.kernelMicros(), line.time(), line.caller(), arrival);
    }

    @Override
    protected SourceState logState() {
        SourceState state = file.state();
        long cut = splitter.linesCut();
        SkippedPart part = skipped;
        if (cut == 0 && part == null) {
            return state;
        }
        String detail = Text.joined(
                cut == 0 ? "" : cut + " lines were longer than " + LineSplitter.MAX_LINE_BYTES + " bytes and are cut",
                part == null ? "" : "lines were skipped in a flood, and are still being counted");
        return new SourceState(state.source(), state.status(), Text.joined(state.detail(), detail), state.remedy());
    }

    @Override
    public LogClock clock() {
        return clock;
    }
}
