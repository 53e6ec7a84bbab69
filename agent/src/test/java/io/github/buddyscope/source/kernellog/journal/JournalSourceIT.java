// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.kernellog.clock.KernelClock;
import io.github.buddyscope.source.kernellog.clock.KernelTime;
import io.github.buddyscope.source.kernellog.clock.SchedDebug;
import io.github.buddyscope.source.kernellog.clock.TimeNamespace;
import io.github.buddyscope.source.kernellog.delivery.RecordingSink;
import io.github.buddyscope.source.kernellog.kmsg.KmsgSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against systemd's own journald and journalctl, and this host's kernel. */
class JournalSourceIT {
    @TempDir
    private Path directory;

    private final RecordingSink sink = new RecordingSink();
    private final JournalClock clock = new JournalClock(
            new KernelClock(
                    System::nanoTime, java.time.InstantSource.system(), List.of(), TimeNamespace.monotonicNanos()),
            System::nanoTime,
            TimeNamespace.monotonicNanos()); // without debugfs, which is the truth here
    private PrivateJournald journald;
    private JournalSource source;

    @BeforeEach
    void open() throws Exception {
        journald = new PrivateJournald();
        source = new JournalSource(
                new JournalAccess(journald.journalctl(), List.of(), Path.of("/etc/machine-id")), clock, 100, 10);
        source.start(sink);
        await().atMost(Duration.ofSeconds(60)).until(() -> sink.idles.get() > 0);
    }

    @AfterEach
    void close() throws Exception {
        if (source != null) {
            source.close();
        }
        if (journald != null) {
            journald.close();
        }
    }

    /** Has the kernel itself log a line, by a mount that it refuses. */
    private String log() throws Exception {
        String option = "buddyscope" + UUID.randomUUID().toString().replace("-", "");
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", option + "=1", "none", directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Process dmesg = new ProcessBuilder("dmesg").redirectErrorStream(true).start();
        String ring = new String(dmesg.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assumeTrue(ring.contains(option), "this host's kernel or mount(8) doesn't log a refused mount");
        return option;
    }

    private KernelLine awaited(String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> sink.texts().stream().anyMatch(line -> line.contains(text)));
        return sink.lines.stream()
                .filter(line -> line.text().contains(text))
                .findFirst()
                .orElseThrow();
    }

    private static List<ProcessHandle> children() {
        List<ProcessHandle> children = ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("journalctl"))
                .toList();
        assertThat(children).isNotEmpty();
        return children;
    }

    @Test
    void readsTheBootAsHistoryAndWhatTheKernelLogsNowAsLive() throws Exception {
        assertThat(sink.live()).isNotEmpty().containsOnly(false);
        assertThat(source.state().status()).isEqualTo(Status.OK);
        long before = System.nanoTime();
        KernelLine line = awaited(log());
        long after = System.nanoTime();
        KernelTime time = clock.place(line);

        assertThat(line.arrival().live()).isTrue();
        assertThat(time.nanos() + time.errorNanos()).isGreaterThanOrEqualTo(before);
        assertThat(time.nanos() - time.errorNanos()).isLessThanOrEqualTo(after);
        assertThat(Duration.between(time.time(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void losesNothingAndRepeatsNothingThroughRestartsOfEitherSide() throws Exception {
        String first = log();
        awaited(first);
        journald.stop();
        String meanwhile = log();
        journald.start();
        awaited(meanwhile);
        children().forEach(ProcessHandle::destroyForcibly);
        String later = log();
        awaited(later);
        String last = log();
        awaited(last);

        for (String each : List.of(first, meanwhile, later, last)) {
            assertThat(sink.texts()).filteredOn(line -> line.contains(each)).hasSize(1);
        }
        assertThat(source.linesLost()).isZero();
        assertThat(sink.reasons).isEmpty();
    }

    @Test
    void takesNothingAgainOfAJournaldThatForgotItsPlaceInTheRing() throws Exception {
        awaited(log());
        long read = source.linesRead();
        journald.stop();
        journald.run("rm /run/systemd/journal/kernel-seqnum");
        journald.start();
        String next = log();
        awaited(next);

        assertThat(source.linesRead() - read).isLessThan(20);
        Set<String> once = new HashSet<>();
        assertThat(sink.lines.stream().filter(line -> line.text().contains("buddyscope")))
                .allMatch(line -> once.add(line.kernelMicros() + line.text()));
    }

    @Test
    void believesNoUserWhoWritesToTheJournalOrTheDevice() throws Exception {
        String forged = "java: page allocation failure: order:5, " + UUID.randomUUID();
        journald.run("printf '%s' '" + forged + "' | systemd-cat -t kernel; logger -t kernel '" + forged + "';"
                + " printf 'SYSLOG_IDENTIFIER=kernel\\nSYSLOG_FACILITY=0\\nMESSAGE=" + forged
                + "\\n' | logger --journald");
        if (Files.isWritable(KmsgSource.DEVICE)) {
            journald.run("echo '" + forged + "' > /dev/kmsg");
        }
        awaited(log());

        assertThat(journald.run("journalctl -b -q --no-pager | grep -c '" + forged + "'")
                        .out()
                        .strip())
                .as("it is in the journal")
                .isNotEqualTo("0");
        assertThat(sink.texts()).noneMatch(line -> line.contains(forged));
    }

    /** The bound is stated without debugfs, and debugfs says whether it holds. */
    @Test
    void theKernelsClockIsKnownFarBelowASecondAndRightly() throws Exception {
        SchedDebug truth = SchedDebug.parse(
                journald.run("head -c 1000 /run/truth/sched/debug").out());
        assumeTrue(truth != null, "no debugfs here to compare with");
        KernelTime time = null;
        KernelLine line = null;
        for (int i = 0; i < 20 && (time == null || time.errorNanos() > 100_000_000); i++) {
            line = awaited(log()); // some tenths of a second apart
            time = clock.place(line);
        }
        long offset = truth.ktimeNanos() + TimeNamespace.monotonicNanos() - truth.cpuClockNanos();

        assertThat(time.errorNanos()).isLessThan(100_000_000);
        assertThat(Math.abs(time.nanos() - line.kernelMicros() * 1000 - offset)).isLessThanOrEqualTo(time.errorNanos());
    }
}
