// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.bench.KernelLog;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is passed over, and wherever blocks end: what comes out is what a reader of every line would get. */
class LogScanTest {
    private static final int LONGEST = LogScan.LONGEST_LINE;

    /** What a log holds: the reports, and the numbers of lines and of those that were too long. */
    private record Found(List<FailureReport> reports, long lines, long shortened) {}

    private static Found scanned(byte[] log, int blockSize) throws IOException {
        List<FailureReport> reports = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(reports::add);
        LogScan scan = new LogScan(parser);
        LogBlock block = new LogBlock(blockSize);
        InputStream in = new ByteArrayInputStream(log);
        for (block.fill(in); block.end > LogBlock.HEAD; block.fill(in)) {
            scan.take(block);
        }
        scan.end();
        parser.flush();
        return new Found(reports, scan.lines(), scan.shortened());
    }

    /** The plain way, line by line. */
    private static Found expected(byte[] log) {
        List<FailureReport> reports = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(reports::add);
        long lines = 0;
        long shortened = 0;
        for (int from = 0; from < log.length; ) {
            int newline = from;
            while (newline < log.length && log[newline] != '\n') {
                newline++;
            }
            int length = Math.min(LONGEST, newline - from);
            shortened += length < newline - from ? 1 : 0;
            length -= length > 0 && log[from + length - 1] == '\r' ? 1 : 0;
            parser.accept(++lines, new String(log, from, length, StandardCharsets.UTF_8));
            from = newline + 1;
        }
        parser.flush();
        return new Found(reports, lines, shortened);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LogScanTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] noise(int bytes, long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new KernelLog(new String[0], seed).write(out, bytes, Integer.MAX_VALUE);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] line(int length) {
        byte[] line = new byte[length + 1];
        Arrays.fill(line, (byte) 'a');
        line[length] = '\n';
        return line;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] seed() throws IOException {
        return resource("/seed/el7-order5-i40e.log");
    }

    static Stream<Path> corpus() throws IOException, URISyntaxException {
        Path corpus = Path.of(LogScanTest.class.getResource("/corpus").toURI());
        try (Stream<Path> files = Files.list(corpus)) {
            return files.filter(file -> file.toString().endsWith(".log")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void findsARealReportWithinNoise(Path file) throws IOException {
        byte[] report = Files.readAllBytes(file);
        byte[] log = joined(noise(30_000, 1), report, noise(300_000, 2), report, noise(30_000, 3));
        Found expected = expected(log);
        assertThat(scanned(log, LogBlock.SIZE)).isEqualTo(expected);
        assertThat(scanned(log, 4096)).isEqualTo(expected);
    }

    @Test
    void theNoiseIsNoFailure() throws IOException {
        assertThat(expected(noise(300_000, 2)).reports()).isEmpty();
        assertThat(expected(joined(noise(3_000, 1), seed())).reports()).hasSize(1);
    }

    @Test
    void aReportMayLieAcrossBlocksInAnyWay() throws IOException {
        for (int shift = 0; shift < 64; shift++) {
            byte[] log = joined(line(shift), noise(1_000, shift), seed(), noise(3_000, 9), seed());
            assertThat(scanned(log, 64)).as("shifted by %d", shift).isEqualTo(expected(log));
        }
    }

    @Test
    void blocksMayBeOfAnySize() throws IOException {
        byte[] log = joined(noise(5_000, 4), seed(), noise(60_000, 5), seed());
        Found expected = expected(log);
        assertThat(expected.reports()).hasSize(2);
        for (int size : new int[] {1, 2, 3, 7, 100, 1_000, 8_191, 65_535, 65_536, 65_537, 1_000_000}) {
            assertThat(scanned(log, size)).as("blocks of %d", size).isEqualTo(expected);
        }
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        byte[] log = joined(noise(5_000, 4), text("kernel: java: page allocation failure: order:4, mode:0x40d0"));
        assertThat(expected(log).reports()).hasSize(1);
        assertThat(scanned(log, 512)).isEqualTo(expected(log));
        assertThat(scanned(log, log.length)).isEqualTo(expected(log));
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        String log = new String(joined(noise(5_000, 4), seed(), noise(5_000, 5)), StandardCharsets.ISO_8859_1);
        byte[] windows = log.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(scanned(windows, 1_000)).isEqualTo(expected(windows));
        assertThat(scanned(windows, 1_000).reports()).hasSize(1);
    }

    @Test
    void countsLinesThatAreTooLongWhereverTheyLie() throws IOException {
        for (int length : new int[] {LONGEST - 1, LONGEST, LONGEST + 1, LONGEST * 3 / 2, 3 * LONGEST + 5}) {
            for (int before : new int[] {0, 1, 31_000, 32_768, 40_000, 65_000}) {
                byte[] log = joined(line(before), line(length), seed(), line(length), noise(200_000, 1), line(length));
                Found expected = expected(log);
                assertThat(expected.shortened()).isEqualTo(length > LONGEST ? 3 : 0);
                for (int size : new int[] {1_000, 32_768, 70_000, 600_000}) {
                    assertThat(scanned(log, size))
                            .as("%d behind %d in blocks of %d", length, before, size)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void whatIsBeyondTheLimitOfALineIsNotThere() throws IOException {
        byte[] header = text(" kernel: java: page allocation failure: order:4, mode:0x40d0\n");
        byte[] longLine = line(LONGEST + 100);
        byte[] log = joined(Arrays.copyOf(longLine, longLine.length - 1), header, seed());
        assertThat(expected(log).reports()).hasSize(1);
        assertThat(scanned(log, 10_000)).isEqualTo(expected(log));
        assertThat(scanned(log, 600_000)).isEqualTo(expected(log));
    }

    @Test
    void anythingMayLieBetweenReports() throws IOException, URISyntaxException {
        List<Path> files = corpus().toList();
        for (int round = 0; round < 80; round++) {
            SplittableRandom random = new SplittableRandom(round);
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            int parts = 1 + random.nextInt(8);
            for (int i = 0; i < parts; i++) {
                log.writeBytes(part(random, files));
            }
            byte[] bytes = log.toByteArray();
            int size = 64 << random.nextInt(14);
            assertThat(scanned(bytes, size + random.nextInt(size)))
                    .as("round %d", round)
                    .isEqualTo(expected(bytes));
        }
    }

    private static byte[] part(SplittableRandom random, List<Path> files) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> {
                return line(random.nextInt(3 * LONGEST));
            }
            case 1 -> {
                byte[] garbage = new byte[random.nextInt(5_000)];
                random.nextBytes(garbage);
                return garbage;
            }
            case 2 -> {
                return new byte[random.nextInt(100_000)];
            }
            case 3 -> {
                return text("\n".repeat(random.nextInt(300)) + "\u20ac page allocation failure\u0000: Mem-Info:");
            }
            case 4, 5 -> {
                return noise(random.nextInt(100_000), random.nextLong());
            }
            default -> {
                byte[] report = Files.readAllBytes(files.get(random.nextInt(files.size())));
                return Arrays.copyOf(report, random.nextInt(report.length) + 1);
            }
        }
    }

    @Test
    void readsNothingMoreOnceItIsStopped() throws IOException {
        List<FailureReport> reports = new ArrayList<>();
        LogScan[] scan = new LogScan[1];
        KernelLogParser parser = new KernelLogParser(report -> {
            reports.add(report);
            scan[0].stop();
        });
        scan[0] = new LogScan(parser);
        byte[] log = joined(seed(), noise(600_000, 1), seed(), noise(600_000, 1));
        LogBlock block = new LogBlock(log.length);
        block.fill(new ByteArrayInputStream(log));
        scan[0].take(block);
        assertThat(reports).hasSize(1);
        assertThat(scan[0].stopped()).isTrue();
        assertThat(scan[0].lines()).isLessThan(3_000);
    }
}
