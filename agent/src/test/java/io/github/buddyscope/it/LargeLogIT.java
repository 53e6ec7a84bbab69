// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.bench.KernelLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} reads logs that are many times larger than its heap. */
class LargeLogIT {
    private static final String HEAP = "-Xmx32m";
    private static final int MEGABYTE = 1_000_000;

    @TempDir
    Path directory;

    private interface Written {
        void to(OutputStream out) throws IOException;
    }

    /** What the command says of what is piped into it. */
    private String explained(Written log, String... options) throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Path out = directory.resolve("out");
        List<String> line =
                new ArrayList<>(List.of(Jdk.own().tool("java"), HEAP, "-jar", ForkedJvm.AGENT.toString(), "explain"));
        line.addAll(List.of(options));
        Process process = new ProcessBuilder(line)
                .redirectError(err.toFile())
                .redirectOutput(out.toFile())
                .start();
        try (OutputStream in = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            log.to(in);
        }
        assertThat(process.waitFor()).as(Files.readString(err)).isZero();
        return Files.readString(out) + Files.readString(err);
    }

    private static void reports(OutputStream out) throws IOException {
        out.write(String.join("\n", Seed.lines()).concat("\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void repeated(OutputStream out, byte value, int megabytes) throws IOException {
        byte[] part = new byte[MEGABYTE];
        Arrays.fill(part, value);
        for (int i = 0; i < megabytes; i++) {
            out.write(part);
        }
    }

    @Test
    void alsoWhereItIsOneLine() throws Exception {
        String said = explained(out -> {
            repeated(out, (byte) 'x', 200);
            out.write('\n');
            reports(out);
            repeated(out, (byte) 'y', 50);
        });
        assertThat(said).contains("1 failure found", "2 lines longer than 64 KiB");
    }

    @Test
    void alsoWhereItIsPackedAThousandfold() throws Exception {
        String said = explained(out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
            repeated(gzip, (byte) 0, 100);
            repeated(gzip, (byte) '\n', 100);
            reports(gzip);
            gzip.finish();
        });
        assertThat(said).contains("1 failure found in 100000017 lines");
    }

    @Test
    void alsoWhereItIsFullOfReports() throws Exception {
        int reports = 10_000;
        String said = explained(
                out -> {
                    for (int i = 0; i < reports; i++) {
                        reports(out);
                    }
                },
                "--json");
        assertThat(said.lines().filter(line -> line.contains("\"FRAGMENTATION\"")))
                .hasSize(reports);
    }

    @Test
    void alsoWhereItIsAWeekOfAServersLog() throws Exception {
        String said = explained(out -> new KernelLog(KernelLog.seedReport(), 7).write(out, 200L * MEGABYTE, 50_000));
        assertThat(said).contains("FRAGMENTATION", "failures found");
    }
}
