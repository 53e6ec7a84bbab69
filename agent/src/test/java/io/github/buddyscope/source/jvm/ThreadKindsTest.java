// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.ThreadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadKindsTest {
    @TempDir
    Path tasks;

    @ParameterizedTest
    @CsvSource({
        "GC Thread#0, GC_WORKER",
        "G1 Conc#0, CONCURRENT_GC",
        "G1 Main Marker, CONCURRENT_GC",
        "ZWorkerYoung#0, CONCURRENT_GC",
        "Shenandoah GC T, CONCURRENT_GC",
        "C1 CompilerThre, COMPILER",
        "C2 CompilerThre, COMPILER",
        "VM Thread, VM",
        "java, MUTATOR",
        "pool-1-thread-1, MUTATOR",
        "'', MUTATOR",
    })
    void knowsAThreadByItsName(String name, ThreadKind kind) {
        assertThat(ThreadKinds.of(name)).isEqualTo(kind);
    }

    @Test
    void theThreadsOfThisVeryJvmAreOfTheKindsThatTheyMustBe() throws IOException {
        StringBuilder kinds = new StringBuilder();
        try (var all = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : all.toList()) {
                kinds.append(ThreadKinds.of(
                                Files.readString(task.resolve("comm")).strip()))
                        .append(' ');
            }
        }
        assertThat(kinds.toString()).contains("MUTATOR", "COMPILER", "VM");
    }

    @Test
    void anAnswerIsKeptForAWhileAfterTheThreadsEnd() throws IOException {
        Path comm =
                Files.writeString(Files.createDirectories(tasks.resolve("17")).resolve("comm"), "GC Thread#1\n");
        KnownTasks known = new KnownTasks(new JvmTasks(tasks, true));
        KnownTasks.Own own = new KnownTasks.Own("GC Thread#1", ThreadKind.GC_WORKER);
        assertThat(known.of(17, 0)).isEqualTo(own);
        Files.delete(comm);
        assertThat(known.of(17, 4_000_000_000L)).isEqualTo(own);
        assertThat(known.of(17, 6_000_000_000L)).isNull();
    }

    @Test
    void whereIdsCannotBeComparedNoTaskIsOurs() throws IOException {
        Files.writeString(Files.createDirectories(tasks.resolve("17")).resolve("comm"), "GC Thread#1\n");
        assertThat(new KnownTasks(new JvmTasks(tasks, false)).of(17, 0)).isNull();
    }
}
