// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    void endsWithTheVerdictOnTheReplayedReportAndAPageOfItThatTheDesktopOpens() throws Exception {
        Path out = directory.resolve("out");
        Path opened = directory.resolve("opened");
        Path browser = Files.writeString(directory.resolve("xdg-open"), "#!/bin/sh\necho \"$1\" >" + opened + "\n");
        assertThat(browser.toFile().setExecutable(true)).isTrue();
        Path page = Path.of("target/demo.html").toAbsolutePath();
        ProcessBuilder demo = new ProcessBuilder("bash", "demo.sh", "--replay", "--open")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        demo.environment().put("DEMO_BUILD", "off");
        demo.environment().put("DISPLAY", ":nobody-sees-it");
        demo.environment().merge("PATH", "", (path, none) -> directory + ":" + path);
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

        assertThat(Files.readString(out).lines().toList())
                .containsSubsequence(
                        "-- The recording",
                        "-- The report",
                        "FRAGMENTATION: Memory enough, but not in pieces of that size. Confidence: high.",
                        "Report: " + page,
                        "Opened in the browser.");
        assertThat(page).content().startsWith("<!DOCTYPE html>").contains("i40e");
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(opened).hasContent(page.toString()));
    }
}
