// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.source.procfs.PageSize.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageSizeTest {
    @TempDir
    private Path self;

    @Test
    void comesFromWhatTheKernelPassedToThisProcess() throws IOException {
        assumeTrue("64".equals(System.getProperty("sun.arch.data.model")), "the vector below is of 64-bit words");
        ByteBuffer auxv = ByteBuffer.allocate(32).order(ByteOrder.nativeOrder());
        auxv.putLong(6).putLong(65536).putLong(0).putLong(0);
        Files.write(self.resolve("auxv"), auxv.array());

        assertThat(PageSize.discover(self)).isEqualTo(new PageSize(65536, Origin.AUXV));
    }

    @Test
    void isElseTheSmallestPageOfItsMappings() throws IOException {
        Files.writeString(self.resolve("smaps"), """
                7f0000000000-7f0040000000 rw-s 00000000 00:0f 1 /dev/hugepages/heap
                KernelPageSize:     2048 kB
                MMUPageSize:        2048 kB
                7f1000000000-7f1000010000 r-xp 00000000 00:0f 1 /usr/lib/libc.so.6
                KernelPageSize:       16 kB
                KernelPageSize:       1""");

        assertThat(PageSize.discover(self)).isEqualTo(new PageSize(16384, Origin.SMAPS));
    }

    @Test
    void isElseAssumedAndSaidToBe() throws IOException {
        Files.write(self.resolve("auxv"), new byte[] {6, 0, 0});
        Files.writeString(self.resolve("smaps"), "KernelPageSize: none kB\nKernelPageSize: 3 kB\n");

        assertThat(PageSize.discover(self)).isEqualTo(new PageSize(4096, Origin.ASSUMED));
    }

    @Test
    void ofThisHostIsWhatGetconfSays() throws Exception {
        Process getconf = new ProcessBuilder("getconf", "PAGESIZE").start();
        String said = new String(getconf.getInputStream().readAllBytes()).strip();

        assertThat(PageSize.ofThisHost()).isEqualTo(new PageSize(Long.parseLong(said), Origin.AUXV));
    }
}
