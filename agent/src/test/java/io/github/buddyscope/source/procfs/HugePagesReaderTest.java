// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.HostHugePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HugePagesReaderTest {
    @TempDir
    Path sys;

    @Test
    void readsTheChoicesInForceAndThoseBySize() throws IOException {
        file("enabled", "always [madvise] never");
        file("defrag", "always defer defer+madvise [madvise] never");
        file("shmem_enabled", "always within_size [advise] never deny force");
        file("khugepaged/defrag", "1");
        file("hpage_pmd_size", "2097152");
        file("hugepages-2048kB/enabled", "always [inherit] madvise never");
        file("hugepages-64kB/enabled", "[always] inherit madvise never");
        file("hugepages-xkB/enabled", "[always] inherit madvise never");

        assertThat(read())
                .isEqualTo(new HostHugePages(
                        "madvise", "madvise", "advise", 1L, 2_097_152L, Map.of(2048, "inherit", 64, "always")));
        assertThat(read().pmdEnabled()).isEqualTo("madvise");
    }

    @Test
    void knowsNothingWhereThereIsNothing() {
        assertThat(read()).isEqualTo(new HostHugePages(null, null, null, null, null, Map.of()));
    }

    private HostHugePages read() {
        return new HugePagesReader(sys).read();
    }

    private void file(String name, String text) throws IOException {
        Path file = sys.resolve("kernel/mm/transparent_hugepage").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
