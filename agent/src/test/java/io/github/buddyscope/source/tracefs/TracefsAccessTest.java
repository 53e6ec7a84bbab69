// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.tracefs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracefsAccessTest {
    @TempDir
    Path directory;

    private static final Path ROOT = Path.of("/sys/kernel/tracing");

    private static SourceState refused(IOException e) {
        return TracefsAccess.refused(ROOT, "making an instance", e);
    }

    @Test
    void aRefusalNamesEveryWayToGrantIt() {
        SourceState state = refused(new AccessDeniedException("/sys/kernel/tracing/instances"));
        assertThat(state.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(state.detail()).isEqualTo("/sys/kernel/tracing: making an instance: permission denied");
        assertThat(state.remedy()).contains("CAP_DAC_OVERRIDE", "AmbientCapabilities", "docker", "gid=");
    }

    @Test
    void aLookFindsWhatIsThereAndWhatIsMissing() throws IOException {
        assertThat(TracefsAccess.look(null)).isEqualTo(TracefsAccess.notMounted());
        Tracefs tracefs = new Tracefs(directory);
        assertThat(TracefsAccess.look(tracefs).detail()).endsWith("permission denied");
        Files.createFile(directory.resolve("trace_clock"));
        assertThat(TracefsAccess.look(tracefs).detail()).contains("no tracefs instances");
        Files.createDirectory(directory.resolve("instances"));
        assertThat(TracefsAccess.look(tracefs).status()).isEqualTo(Status.OK);
    }

    @Test
    void anOldKernelIsNamedAsSuch() {
        assertThat(refused(new NoSuchFileException("x")).detail()).contains("no tracefs instances", "3.10");
    }

    @Test
    void whateverElseItIsTheKernelsOwnWordIsGiven() {
        assertThat(refused(new FileSystemException("x", null, "No space left on device"))
                        .detail())
                .endsWith("No space left on device");
        assertThat(refused(new IOException("Invalid argument")).detail()).endsWith("Invalid argument");
    }

    @Test
    void whereNothingIsMountedTheMountIsTheRemedy() {
        assertThat(TracefsAccess.notMounted().remedy()).contains("mount -t tracefs nodev /sys/kernel/tracing");
    }
}
