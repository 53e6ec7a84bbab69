// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.KernelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSettingsReaderTest {
    @TempDir
    private Path root;

    @Test
    void readsWhatThisKernelHasAndLeavesTheRestNull() throws IOException {
        write("proc/sys/vm/min_free_kbytes", "67584\n");
        write("proc/sys/vm/extfrag_threshold", "500\n");
        write("proc/sys/vm/zone_reclaim_mode", "0\n");
        write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
        write("sys/kernel/mm/transparent_hugepage/defrag", "always defer [defer+madvise] madvise never\n");

        assertThat(read())
                .isEqualTo(new KernelSettings(67584L, null, null, 500L, null, 0L, "madvise", "defer+madvise"));
    }

    @Test
    void garbageIsNull() throws IOException {
        write("proc/sys/vm/min_free_kbytes", "-1\n");
        write("proc/sys/vm/extfrag_threshold", "");
        write("proc/sys/vm/zone_reclaim_mode", "99999999999999999999\n");
        write("sys/kernel/mm/transparent_hugepage/enabled", "always ] [madvise never\n");
        Files.createDirectories(root.resolve("sys/kernel/mm/transparent_hugepage/defrag"));

        assertThat(read()).isEqualTo(new KernelSettings(null, null, null, null, null, null, null, null));
    }

    private KernelSettings read() {
        return new KernelSettingsReader(root.resolve("proc"), root.resolve("sys")).read();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }
}
