// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelIdsTest {
    private static final String KTHREADD =
            "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 1 0 0 20 0 1 0 22 0 0 18446744073709551615 0 0";

    @TempDir
    Path root;

    @Test
    void aProcfsThatShowsTheKernelsOwnThreadsHasTheKernelsIds() throws IOException {
        Path container = proc("container", null, "pid:[4026532177]");
        Path host = proc("host", KTHREADD, "pid:[4026532177]");

        assertThat(KernelIds.tasks(container, host)).isEqualTo(host.resolve("self/task"));
        assertThat(KernelIds.tasks(container)).isNull();
    }

    @Test
    void aProcessOfTheFirstNamespaceHasTheKernelsIdsEverywhere() throws IOException {
        Path proc = proc("hidden", null, "pid:[4026531836]");

        assertThat(KernelIds.tasks(proc)).isEqualTo(proc.resolve("self/task"));
    }

    @Test
    void aProcessThatCallsItselfKthreaddIsNone() {
        assertThat(KernelIds.isKernelThread(KTHREADD)).isTrue();
        assertThat(KernelIds.isKernelThread("2 (kthreadd) S 0 0 0 0 -1 4194560 0 0 0 0"))
                .isFalse();
        assertThat(KernelIds.isKernelThread("2 (a) S 0 0 0 0 -1 2129984 0) S 0 0 0 0 -1 256 0 0"))
                .isFalse();
        assertThat(KernelIds.isKernelThread("2 (kthreadd) S 0 0")).isFalse();
        assertThat(KernelIds.isKernelThread("2 (kthreadd) S 0 0 0 0 -1 many 0 0"))
                .isFalse();
        assertThat(KernelIds.isKernelThread("")).isFalse();
    }

    @Test
    void aProcfsInWhichThisProcessIsNotSeenIsOfNoUse() {
        assertThat(KernelIds.tasks(root)).isNull();
    }

    private Path proc(String name, String second, String namespace) throws IOException {
        Path proc = root.resolve(name);
        Files.createDirectories(proc.resolve("self/task/17"));
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of(namespace));
        if (second != null) {
            Files.writeString(Files.createDirectories(proc.resolve("2")).resolve("stat"), second);
        }
        return proc;
    }
}
