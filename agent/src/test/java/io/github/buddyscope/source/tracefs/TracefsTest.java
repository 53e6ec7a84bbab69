// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracefsTest {
    @TempDir
    Path directory;

    @Test
    void isSoughtWhereItIsMounted() throws IOException {
        Path mounts = Files.writeString(directory.resolve("mounts"), """
                proc /proc proc rw 0 0
                debugfs /sys/kernel/debug debugfs rw 0 0
                none /host/tracing tracefs rw 0 0
                tracefs /sys/kernel/tracing tracefs rw 0 0
                """);
        assertThat(Tracefs.places(mounts))
                .containsExactlyInAnyOrder(
                        Path.of("/sys/kernel/tracing"), Path.of("/sys/kernel/debug/tracing"), Path.of("/host/tracing"))
                .endsWith(Path.of("/host/tracing"));
        assertThat(Tracefs.places(directory.resolve("none"))).isEmpty();
    }

    @Test
    void readsHowLargeANewInstanceIs() throws IOException {
        Path size = directory.resolve("buffer_size_kb");
        Tracefs tracefs = new Tracefs(directory);
        Files.writeString(size, "7 (expanded: 1408)\n");
        assertThat(tracefs.newInstanceKb()).isEqualTo(1408);
        Files.writeString(size, "4096\n");
        assertThat(tracefs.newInstanceKb()).isEqualTo(4096);
        Files.writeString(size, "X\n");
        assertThat(tracefs.newInstanceKb()).isZero();
    }

    @Test
    void countsProcessorsByTheirBuffers() throws IOException {
        Files.createDirectories(directory.resolve("per_cpu/cpu0"));
        Files.createDirectories(directory.resolve("per_cpu/cpu17"));
        assertThat(new Tracefs(directory).processors()).isEqualTo(2);
    }

    @Test
    void readsWhatIsAvailable() throws IOException {
        assertThat(MemAvailable.kilobytes(directory)).isEqualTo(-1);
        Files.writeString(directory.resolve("meminfo"), "MemTotal:  24684084 kB\nMemAvailable:   24290984 kB\n");
        assertThat(MemAvailable.kilobytes(directory)).isEqualTo(24_290_984);
    }
}
