// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.parse.trace.TraceAssembler;
import io.github.buddyscope.parse.trace.TraceSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A named pipe stands for {@code trace_pipe}: both make the reader wait. */
class TraceReaderTest {
    private static final long REST = 40;
    private static final String MARK = "<...>-7 [000] ..... 1.000000: tracing_mark_write: .\n";
    private static final String FAILED =
            "java-5 [000] ..... 1.%06d: mm_page_alloc: pfn=0x0 order=9 gfp_flags=GFP_KERNEL%n";

    @TempDir
    Path directory;

    private final List<Long> found = new CopyOnWriteArrayList<>();
    private final AtomicInteger marks = new AtomicInteger();
    private TraceAssembler assembler;
    private TraceReader reader;
    private FileChannel pipe;
    private OutputStream kernel;
    private Thread thread;

    @BeforeEach
    void open() throws Exception {
        Path fifo = Fifo.make(directory.resolve("trace_pipe"));
        pipe = FileChannel.open(
                fifo, StandardOpenOption.READ, StandardOpenOption.WRITE); // or it would end with the writer
        kernel = Files.newOutputStream(fifo, StandardOpenOption.WRITE);
        assembler = new TraceAssembler(
                new TraceSink() {
                    @Override
                    public void failure(AllocationFailure failure) {
                        if (failure.nanos() == 1_000_013_000L) {
                            throw new IllegalStateException("unlucky");
                        }
                        found.add(failure.nanos());
                    }

                    @Override
                    public void stall(AllocationStall stall) {}
                },
                0,
                true);
        begin(new TraceMarker(null));
    }

    private void begin(TraceMarker marker) {
        reader = new TraceReader(pipe, REST, marker, assembler);
        thread = new Thread(() -> {
            try {
                reader.read();
            } catch (IOException | InterruptedException closed) {
                return;
            }
        });
        thread.start();
    }

    @AfterEach
    void close() throws Exception {
        pipe.close();
        thread.interrupt();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        kernel.close();
    }

    private void print(String text) throws IOException {
        kernel.write(text.getBytes(StandardCharsets.US_ASCII));
        kernel.flush();
    }

    @Test
    void aLineThatComesInPiecesIsOneLine() throws IOException {
        String line = FAILED.formatted(1);
        for (char c : line.toCharArray()) {
            print(String.valueOf(c));
        }
        print(FAILED.formatted(2));
        await().until(() -> found.size() == 2);
        assertThat(found).containsExactly(1_000_001_000L, 1_000_002_000L);
        assertThat(assembler.unreadable()).isZero();
    }

    @Test
    void aLineWithoutEndIsPassedOver() throws IOException {
        print(FAILED.formatted(1));
        print("x".repeat(300_000));
        print("\n" + FAILED.formatted(2));
        await().until(() -> found.size() == 2);
    }

    @Test
    void aSinkThatThrowsCostsItsOwnLineAlone() throws IOException {
        print(FAILED.formatted(13) + FAILED.formatted(14));
        await().until(() -> found.contains(1_000_014_000L));
        assertThat(reader.failed()).isEqualTo(1);
    }

    @Test
    void theCloseOfThePipeEndsAReadThatWaits() throws Exception {
        await().until(() -> thread.getState() == Thread.State.RUNNABLE);
        pipe.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    /** Ends the reader that waits, and has another one that marks. */
    private void marking(OutputStream marks) throws Exception {
        thread.interrupt();
        thread.join(10_000);
        pipe = FileChannel.open(directory.resolve("trace_pipe"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        begin(new TraceMarker(marks));
    }

    private OutputStream everyMark(String... then) {
        return new OutputStream() {
            @Override
            public void write(int mark) throws IOException {
                int number = marks.getAndIncrement();
                print(number < then.length ? then[number] : MARK);
            }
        };
    }

    @Test
    void aMarkOfItsOwnKeepsItFromWaitingAndIsNoEvent() throws Exception {
        marking(everyMark());
        await().until(() -> marks.get() >= 5);
        print(FAILED.formatted(1));
        await().until(() -> found.size() == 1);

        assertThat(assembler.events()).isEqualTo(1);
        assertThat(assembler.unreadable()).isZero();
        assertThat(reader.lost()).isZero();
    }

    @Test
    void aMarkAmongTheLostIsNoLostEvent() throws Exception {
        marking(everyMark(MARK, "CPU:0 [LOST 4 EVENTS]\n"));
        await().until(() -> marks.get() >= 4);

        assertThat(reader.lost()).isEqualTo(3);
    }

    @Test
    void aMarkThatWasReadIsNotAmongTheLost() throws Exception {
        marking(everyMark(MARK, "CPU:0 [LOST 4 EVENTS]\n" + MARK));
        await().until(() -> marks.get() >= 4);

        assertThat(reader.lost()).isEqualTo(4);
    }

    @Test
    void waitsForEventsWhereItMayNotMark() throws Exception {
        marking(new OutputStream() {
            @Override
            public void write(int mark) throws IOException {
                marks.incrementAndGet();
                throw new IOException("Bad file descriptor"); // what the kernel says while tracing is off
            }
        });
        print(FAILED.formatted(1));
        await().until(() -> found.size() == 1);
        print(FAILED.formatted(2));
        await().until(() -> found.size() == 2);
        assertThat(marks.get()).isBetween(2, 3);
    }

    private static final class Fifo {
        static Path make(Path path) throws Exception {
            Process process = new ProcessBuilder("mkfifo", path.toString()).start();
            assertThat(process.waitFor()).isZero();
            return path;
        }
    }
}
