// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the kernel of this host. */
class KmsgSourceIT {
    private static final Path SYSRQ = Path.of("/proc/sysrq-trigger");

    private final RecordingSink sink = new RecordingSink();
    private final KernelClock clock = new KernelClock();
    private KmsgSource source;

    @BeforeEach
    void open() {
        SourceState state = KmsgSource.probe(KmsgSource.DEVICE);
        assumeTrue(state.status() == SourceState.Status.OK, state.detail());
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

    /** Has the kernel itself log a line, by the harmless key that lists the others. */
    private KernelLine logged() throws IOException {
        assumeTrue(Files.isWritable(SYSRQ), "can't have the kernel log a line: " + SYSRQ + " is not writable");
        int before = sink.lines.size();
        Files.writeString(SYSRQ, "h", StandardOpenOption.WRITE);
        await().until(() -> sink.lines.subList(before, sink.lines.size()).stream()
                .anyMatch(line -> line.text().contains("sysrq: HELP")));
        return sink.lines.stream()
                .filter(line -> line.number()
                        >= (before == 0 ? 0 : sink.lines.get(before).number()))
                .filter(line -> line.text().contains("sysrq: HELP"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsTheRingAsHistory() {
        assertThat(source.state()).isEqualTo(SourceState.ok("kmsg"));
        assertThat(sink.lines).isNotEmpty();
        assertThat(sink.live()).containsOnly(false);
        assertThat(sink.lines).isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
        assertThat(source.linesLost()).isZero();
    }

    @Test
    void readsAndPlacesWhatTheKernelLogsNow() throws IOException {
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
    void aUsersRecordCountsForTheSequenceAndIsNotHandedOn() throws IOException {
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
    void closeEndsTheReadOfARealDevice() {
        source.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("buddyscope-"));
    }
}
