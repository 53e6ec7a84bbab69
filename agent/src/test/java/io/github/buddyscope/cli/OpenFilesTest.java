// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.cli.watch.Watch;
import io.github.buddyscope.cli.watch.WatchOptions;
import io.github.buddyscope.source.procfs.HostSampler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A command that has ended has closed the host's files, which are kept open between samples. */
class OpenFilesTest {
    private static final Path PROC = Path.of("/proc");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    private long before;

    @BeforeEach
    void count() throws IOException {
        assumeTrue(Files.isReadable(PROC.resolve("buddyinfo")), "/proc/buddyinfo can't be read");
        before = open();
    }

    @Test
    void oneThatStaysOpenWouldBeSeen() throws IOException {
        try (HostSampler sampler = new HostSampler(PROC)) {
            sampler.sample();
            assertThat(open()).isEqualTo(before + 1);
        }
        assertThat(open()).isEqualTo(before);
    }

    @Test
    void showKeepsNone() throws IOException {
        assertThat(ShowCommand.run(List.of(), printed, printed)).isEqualTo(ExitStatus.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("block size");
        assertThat(open()).isEqualTo(before);
    }

    @Test
    void watchKeepsNone() throws Exception {
        new Watch(new WatchOptions(100, PROC, "none", false, 2, true), null).lines(out, StandardCharsets.UTF_8);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains(" zone ");
        assertThat(open()).isEqualTo(before);
    }

    /** How often this process has {@code buddyinfo} open. */
    private static long open() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(OpenFilesTest::isBuddyInfo).count();
        }
    }

    private static boolean isBuddyInfo(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).endsWith("buddyinfo");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
