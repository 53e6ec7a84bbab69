// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, with a replayed report and the jars that are already built. */
class DemoIT {
    private static final long LIMIT_SECONDS = 180;

    @TempDir
    Path directory;

    @Test
    void endsWithTheVerdictOnTheReplayedReport() throws Exception {
        Path out = directory.resolve("out");
        ProcessBuilder demo = new ProcessBuilder("bash", "demo.sh", "--replay")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        demo.environment().put("DEMO_BUILD", "off");
        Process process = demo.start();

        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        // wrapped at some width, which isn't the point
        assertThat(Files.readString(out).replaceAll("\\s+", " "))
                .contains(
                        "a report from another machine, replayed",
                        "== FRAGMENTATION, confidence high ==",
                        "origin: i40e",
                        "Node 0 Normal had 806 MiB free with its low watermark at 315 MiB",
                        "The nearest collection, G1 Young Generation",
                        "Direct buffers: ",
                        "vm.min_free_kbytes",
                        "errors: 0")
                .doesNotContain("What the service wrote to stderr");
        assertThat(Path.of("target/demo.jfr")).isNotEmptyFile();
    }
}
