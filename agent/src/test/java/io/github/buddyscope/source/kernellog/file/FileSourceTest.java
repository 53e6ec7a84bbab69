// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.source.kernellog.clock.SyslogClock;
import io.github.buddyscope.source.kernellog.delivery.LineSplitter;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private Path path;
    private FileSource source;

    @BeforeEach
    void source() {
        path = directory.resolve("kern.log");
        source = source((number, line) -> List.of(new KernelLine(number, line, null, null, null, null)));
    }

    private FileSource source(LineParser parser) {
        return new FileSource(path, parser, new SyslogClock(), 1, 1 << 20);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void write(String text) throws IOException {
        Files.writeString(path, text, CREATE, APPEND);
    }

    @Test
    void numbersLinesAndTellsHistoryFromLive() throws IOException {
        write("old\n");
        source.start(sink);
        await().until(() -> sink.lines.size() == 1);
        write("new\nnewer\n");
        await().until(() -> sink.lines.size() == 3);

        assertThat(sink.live()).containsExactly(false, true, true);
        assertThat(sink.lines.stream().map(KernelLine::number)).containsExactly(1L, 2L, 3L);
        assertThat(source.linesRead()).isEqualTo(3);
        assertThat(source.name()).isEqualTo("file:" + path);
    }

    @Test
    void saysIdleWhenItHasReadAllAndOnceMoreAfterASecond() throws IOException {
        write("one\ntwo\n");
        source.start(sink);
        await().until(() -> sink.idles.get() == 2);

        assertThat(sink.calls).containsExactly("one", "two", "idle", "idle");
    }

    @Test
    void handsOnALineWithoutAnEndWhenItIsClosed() throws IOException {
        write("one\ntw");
        source.start(sink);
        await().until(() -> sink.idles.get() > 0);
        assertThat(sink.texts()).containsExactly("one");
        write("o");
        source.close();

        assertThat(sink.texts()).hasSize(2);
        assertThat(sink.texts().get(1)).startsWith("tw");
    }

    @Test
    void goesOnWhereAParserThrowsAndSaysSo() throws IOException {
        source = source((number, line) -> {
            if (number == 1) {
                throw new IllegalArgumentException(line);
            }
            return List.of(new KernelLine(number, line, null, null, null, null));
        });
        write("one\ntwo\n");
        source.start(sink);
        await().until(() -> sink.texts().equals(List.of("two")));

        assertThat(source.state().detail()).contains("IllegalArgumentException").doesNotContain("one");
    }

    @Test
    void saysThatLinesWereCut() throws IOException {
        write("x".repeat(40_000) + "\n");
        source.start(sink);
        await().until(() -> sink.lines.size() == 1);

        assertThat(sink.texts().get(0)).hasSize(LineSplitter.MAX_LINE_BYTES);
        assertThat(source.state().detail()).contains("1 lines were longer");
    }

    @Test
    void closeEndsTheThreadEvenFromTheSink() throws IOException {
        write("one\ntwo\n");
        source.start(new RecordingSink() {
            @Override
            public void line(KernelLine line) {
                sink.line(line);
                source.close();
            }
        });
        await().until(() -> !sink.lines.isEmpty());
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("buddyscope-log")));
        source.close();
    }

    @Test
    void outlivesAnInterruptThatIsNotItsOwn() throws IOException {
        write("one\n");
        source.start(sink);
        await().until(() -> sink.lines.size() == 1);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("buddyscope-log")) {
                assertThat(thread.isDaemon()).isTrue();
                thread.interrupt();
            }
        }
        write("two\n");
        await().until(() -> sink.lines.size() == 2);

        assertThat(sink.texts()).containsExactly("one", "two");
    }

    /** A daemon that opens its file anew when it is told to, some time after logrotate has renamed it. */
    @Test
    void losesNothingThroughRenames() throws Exception {
        Writer writer = new Writer(true);
        NumberedLines lines = new NumberedLines();
        source.start(lines);
        writer.start();
        soon().until(() -> lines.next > 0);
        for (int i = 0; i < 60; i++) {
            int begun = writer.written;
            rename("kern.log.1", "kern.log.2");
            rename("kern.log", "kern.log.1");
            if (i % 2 == 0) {
                Files.createFile(path);
            }
            soon().until(() -> writer.written > begun + 50);
            writer.reopen.set(true);
            soon().until(() -> !writer.reopen.get());
            soon().until(() -> lines.next > begun); // two old files are kept: no more than that behind
        }
        writer.finish();

        soon().atMost(60, SECONDS).until(() -> lines.next >= writer.written);
        lines.assertWhole(writer.written);
    }

    /**
     * The daemon rests while logrotate copies and truncates, since what it writes in between is lost by logrotate itself. Each
     * round begins after something of the file was read.
     */
    @Test
    void losesNothingThroughTruncations() throws Exception {
        Writer writer = new Writer(false);
        NumberedLines lines = new NumberedLines();
        source.start(lines);
        writer.start();
        soon().until(() -> lines.next > 0);
        for (int i = 0; i < 60; i++) {
            int begun = writer.written;
            soon().until(() -> lines.next > begun);
            synchronized (writer) {
                rename("kern.log.1", "kern.log.2");
                Files.copy(path, directory.resolve("kern.log.1"), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(path, WRITE).truncate(0).close();
            }
        }
        writer.finish();

        soon().atMost(60, SECONDS).until(() -> lines.next >= writer.written);
        lines.assertWhole(writer.written);
    }

    /** Checks that every line comes once and in order, without keeping them. */
    private final class NumberedLines extends RecordingSink {
        volatile int next;
        volatile String wrong;

        @Override
        public void line(KernelLine line) {
            if (!line.text().equals(numbered(next)) && wrong == null) {
                wrong = "after " + (next - 1) + ": " + line.text();
            }
            next = next + 1;
        }

        void assertWhole(int written) {
            assertThat(wrong).isNull();
            assertThat(next).isEqualTo(written).isGreaterThan(3000);
            assertThat(reasons).isEmpty();
            assertThat(source.linesLost()).isZero();
            assertThat(source.state().detail()).isEmpty();
        }
    }

    private static String numbered(int number) {
        return "Nov 22 22:00:00 host kernel: [ 1234.567890] line " + number;
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(1, MILLISECONDS);
    }

    private void rename(String from, String to) throws IOException {
        if (Files.exists(directory.resolve(from))) {
            Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Writes numbered lines as fast as it can, each with one write. */
    private final class Writer extends Thread {
        final AtomicBoolean reopen = new AtomicBoolean();
        private final boolean reopens;
        private volatile boolean stop;
        volatile int written;
        private volatile Throwable failure;

        Writer(boolean reopens) {
            this.reopens = reopens;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                FileChannel channel = FileChannel.open(path, CREATE, APPEND);
                while (!stop) {
                    if (reopens && reopen.get()) {
                        channel.close();
                        channel = FileChannel.open(path, CREATE, APPEND);
                        write(channel);
                        reopen.set(false);
                    }
                    write(channel);
                }
                channel.close();
            } catch (IOException e) {
                failure = e;
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void write(FileChannel channel) throws IOException {
            channel.write(ByteBuffer.wrap((numbered(written) + "\n").getBytes(UTF_8)));
            written = written + 1;
        }

        void finish() throws InterruptedException {
            stop = true;
            join();
            assertThat(failure).isNull();
        }
    }
}
