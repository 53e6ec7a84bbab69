// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.kmsg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.clock.SchedDebug;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the kernel of this host. */
class KmsgSourceIT {
    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private final KernelClock clock = new KernelClock();
    private KmsgSource source;
    private long newestBefore;

    @BeforeEach
    void open() throws IOException {
        SourceState state = KmsgSource.probe(KmsgSource.DEVICE);
        assumeTrue(state.status() == SourceState.Status.OK, state.detail());
        newestBefore = newest();
        source = new KmsgSource(KmsgSource.DEVICE, clock);
        source.start(sink);
        await().until(() -> sink.idles.get() > 0);
    }

    @AfterEach
    void close() {
        if (source != null) {
            source.close();
        }
    }

    /** The number of the newest record in the ring. */
    private static long newest() throws IOException {
        Process dd = new ProcessBuilder("dd", "if=" + KmsgSource.DEVICE, "bs=8192", "iflag=nonblock", "status=none")
                .redirectError(ProcessBuilder.Redirect.DISCARD) // at the end there's nothing to read: EAGAIN
                .start();
        long newest = -1;
        for (String line : new String(dd.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1).split("\n")) {
            newest = Character.isDigit(line.charAt(0)) ? Long.parseLong(line.split(",")[1]) : newest;
        }
        return newest;
    }

    /** Has the kernel itself log a line, by a mount that it refuses. */
    private KernelLine logged() throws Exception {
        String option = "buddyscope" + UUID.randomUUID().toString().replace("-", "");
        try {
            String mount = "mount -t tmpfs -o " + option + "=1 none " + directory;
            new ProcessBuilder("sh", "-c", mount + "; " + mount) // two lines soon after each other, as in a report
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            assumeTrue(false, "can't have the kernel log a line: " + e.getMessage());
        }
        assumeTrue(dmesg().contains(option), "this host's kernel or mount(8) doesn't log a refused mount");
        await().until(() ->
                sink.lines.stream().filter(line -> line.text().contains(option)).count() == 2);
        return line(option).orElseThrow();
    }

    private Optional<KernelLine> line(String text) {
        return sink.lines.stream().filter(line -> line.text().contains(text)).findFirst();
    }

    private static String dmesg() throws Exception {
        Process dmesg = new ProcessBuilder("dmesg").redirectErrorStream(true).start();
        return new String(dmesg.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsTheRingAsHistory() {
        assertThat(source.state()).isEqualTo(SourceState.ok("kmsg"));
        assertThat(sink.lines)
                .filteredOn(line -> line.number() <= newestBefore)
                .isNotEmpty()
                .allMatch(line -> !line.arrival().live());
        assertThat(sink.live()).isSorted(); // what the kernel may have said since comes after all of it
        assertThat(sink.lines).isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void readsAndPlacesWhatTheKernelLogsNow() throws Exception {
        long before = System.nanoTime();
        KernelLine line = logged();
        long after = System.nanoTime();
        KernelTime time = clock.place(line);

        assertThat(line.arrival().live()).isTrue();
        assertThat(line.arrival().nanos()).isBetween(before, after);
        assertThat(time.nanos() + time.errorNanos()).isGreaterThanOrEqualTo(before);
        assertThat(time.nanos() - time.errorNanos()).isLessThanOrEqualTo(after);
        assertThat(Duration.between(time.time(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void isPreciseWithoutDebugfsAfterAFewLines() throws Exception {
        KernelClock unaided =
                new KernelClock(System::nanoTime, InstantSource.system(), List.of(), TimeNamespace.monotonicNanos());
        source.close();
        source = new KmsgSource(KmsgSource.DEVICE, unaided);
        int before = sink.idles.get();
        source.start(sink);
        await().until(() -> sink.idles.get() > before);
        KernelTime time = unaided.place(logged());
        for (int i = 0; i < 20 && time.errorNanos() > 150_000_000; i++) {
            time = unaided.place(logged());
        }

        assertThat(time.errorNanos()).isLessThan(150_000_000);
        SchedDebug truth = SchedDebug.read(SchedDebug.PATHS);
        assumeTrue(truth != null, "no debugfs here to compare with");
        long offset = truth.ktimeNanos() + TimeNamespace.monotonicNanos() - truth.cpuClockNanos();
        KernelLine last = sink.lines.get(sink.lines.size() - 1);
        KernelTime placed = unaided.place(last);
        assertThat(Math.abs(placed.nanos() - last.kernelMicros() * 1000 - offset))
                .isLessThanOrEqualTo(placed.errorNanos());
    }

    @Test
    void aUsersRecordCountsForTheSequenceAndIsNotHandedOn() throws Exception {
        assumeTrue(Files.isWritable(KmsgSource.DEVICE), "can't write to " + KmsgSource.DEVICE);
        long before = logged().number();
        String forged = "java: page allocation failure: order:5, " + UUID.randomUUID();
        Files.writeString(KmsgSource.DEVICE, forged + "\n", StandardOpenOption.WRITE);
        long after = logged().number();

        assertThat(after).isGreaterThanOrEqualTo(before + 2);
        assertThat(sink.texts()).doesNotContain(forged);
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void losesNothingToAnInterruptOfSomebodyElse() throws Exception {
        long before = logged().number();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("buddyscope-kmsg")) {
                thread.interrupt();
            }
        }
        long after = logged().number();

        assertThat(after).isGreaterThan(before);
        logged();
        assertThat(sink.lines.stream().map(KernelLine::number).toList())
                .as("what is replayed comes once")
                .isSorted();
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void closeEndsTheReadOfARealDevice() {
        source.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("buddyscope-kmsg", "buddyscope-lines");
    }
}
