// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedDebugTest {
    private static final String HEADER = """
            Sched Debug Version: v0.11, 6.18.44 #1
            ktime                                   : 2049234.979559
            sched_clk                               : 2049262.807280
            cpu_clk                                 : 2049236.765892
            jiffies                                 : 4295404546
            sched_clock_stable()                    : 1

            """;

    @TempDir
    private Path directory;

    @Test
    void readsBothClocksInNanoseconds() {
        assertThat(SchedDebug.parse(HEADER)).isEqualTo(new SchedDebug(2_049_234_979_559L, 2_049_236_765_892L));
    }

    @Test
    void takesTheFirstFileThatCanBeRead() throws Exception {
        Path file = Files.writeString(directory.resolve("debug"), HEADER);

        assertThat(SchedDebug.read(List.of(directory.resolve("missing"), directory, file)))
                .isNotNull();
        assertThat(SchedDebug.read(List.of(directory.resolve("missing")))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ktime",
                "ktime : ",
                "ktime : 1.000000\n",
                "ktime : 1.000000\ncpu_clk : 2\n",
                "ktime : 1.000000\ncpu_clk : 2.000\n",
                "ktime : 1.000000\ncpu_clk : 2.00000x\n",
                "ktime : 1.000000\ncpu_clk : 99999999999999999999.000000\n",
                "ktime : 1.000000\ncpu_clk : 9223372036854775807.000000\n",
                "xktime : 1.000000\nycpu_clk : 2.000000\n",
                "ktime 1 000000\ncpu_clk : 2.000000\n"
            })
    void makesNothingOutOfGarbage(String text) {
        assertThat(SchedDebug.parse(text)).isNull();
    }
}
