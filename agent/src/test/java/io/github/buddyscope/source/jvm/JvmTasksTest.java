// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTasksTest {
    @TempDir
    Path tasks;

    @Test
    void namesAThreadByItsTaskId() throws IOException {
        Files.writeString(Files.createDirectories(tasks.resolve("17")).resolve("comm"), "GC Thread#0\n");

        assertThat(new JvmTasks(tasks, true).threadName(17)).isEqualTo("GC Thread#0");
    }

    @Test
    void namesAThreadWhoseNameWasCutWithinALetter() throws IOException {
        byte[] cut = Arrays.copyOf("Lieferscheinprü".getBytes(StandardCharsets.UTF_8), 15);
        Files.write(Files.createDirectories(tasks.resolve("17")).resolve("comm"), cut);

        assertThat(new JvmTasks(tasks, true).threadName(17)).startsWith("Lieferscheinpr");
    }

    @Test
    void knowsNoThreadOfAnotherProcess() {
        assertThat(new JvmTasks(tasks, true).threadName(1)).isNull();
    }

    @Test
    void doesNotCompareIdsAcrossPidNamespaces() throws IOException {
        Files.writeString(Files.createDirectories(tasks.resolve("17")).resolve("comm"), "GC Thread#0\n");

        assertThat(new JvmTasks(tasks, false).threadName(17)).isNull();
    }
}
