// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.cli.terminal.Terminal;
import io.github.buddyscope.publish.text.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] seed;

    @BeforeEach
    void readTheSeed() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/seed/el7-order5-i40e.log")) {
            seed = in.readAllBytes();
        }
    }

    private int explain(byte[] input, String... args) {
        return ExplainCommand.run(
                List.of(args),
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void readsStandardInputWhereNoFileIsNamed() {
        assertThat(explain(seed)).isZero();
        assertThat(out())
                .contains("kworker/u448:1 failed to get 128 KiB in one piece (order 5)")
                .contains("FRAGMENTATION")
                .contains("1 failure found in 17 lines of standard input");
        assertThat(err()).isEmpty();
    }

    @Test
    void usesColoursOnATerminalOnly() {
        assertThat(explain(seed)).isZero();
        assertThat(out()).doesNotContain("\u001b");
        String plain = out();
        out.reset();
        assertThat(ExplainCommand.run(
                        List.of(),
                        new ByteArrayInputStream(seed),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Terminal(Palette.COLOUR, 80),
                        LocalDateTime.now()))
                .isZero();
        assertThat(out()).contains("\u001b[1;31mFRAGMENTATION\u001b[0m");
        assertThat(out().replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void printsOneJsonObjectALine() throws IOException {
        Path log = file("kern.log", seed);
        assertThat(explain(new byte[0], "--json", log.toString())).isZero();
        assertThat(out().lines()).hasSize(1);
        assertThat(out())
                .startsWith("{\"schema\":1,\"file\":\"" + log + "\",\"line\":1,")
                .contains("\"cause\":\"FRAGMENTATION\"", "\"confidence\":\"high\"", "\"missing\":[\"lowmem_reserve\"]")
                .contains("\"kernel\":\"3.10.0-514.el7.x86_64\"", "\"pid\":138678", "\"nodemask\":null");
    }

    @Test
    void knowsAGzippedLogByItsFirstBytes() throws IOException {
        assertThat(explain(new byte[0], file("kern.log", gzip(seed)).toString()))
                .isZero();
        assertThat(out()).contains("FRAGMENTATION");
        assertThat(explain(gzip(seed))).isZero();
    }

    @Test
    void aLogWithoutFailuresSaysSo() {
        assertThat(explain("Apr 14 07:32:42 host kernel: eth0: link up\n".getBytes(StandardCharsets.UTF_8)))
                .isZero();
        assertThat(out())
                .isEqualTo("no failure found in 1 line of standard input, Apr 14 07:32:42\n"
                        .replace("\n", System.lineSeparator()));
    }

    @Test
    void aLogWithoutFailuresGivesNoJson() {
        assertThat(explain(new byte[0], "--json")).isZero();
        assertThat(out()).isEmpty();
    }

    @Test
    void goesOnWithTheOtherFilesWhenOneCannotBeRead() throws IOException {
        Path log = file("kern.log", seed);
        assertThat(explain(new byte[0], dir.resolve("nowhere.log").toString(), dir.toString(), log.toString()))
                .isEqualTo(3);
        assertThat(err())
                .contains("can't read " + dir.resolve("nowhere.log") + ": no such file")
                .contains("can't read " + dir + ": it is a directory");
        assertThat(out()).contains("FRAGMENTATION");
    }

    @Test
    void aCutGzipFileGivesWhatCanStillBeRead() throws IOException {
        byte[] padded = Arrays.copyOf(seed, seed.length + 200_000);
        for (int i = seed.length; i < padded.length; i++) {
            padded[i] = (byte) (i % 80 == 0 ? '\n' : 'a' + i * 31L % 26);
        }
        byte[] packed = gzip(padded);
        Path cut = file("kern.log.gz", Arrays.copyOf(packed, packed.length - 20));
        assertThat(explain(new byte[0], cut.toString())).isEqualTo(3);
        assertThat(out()).contains("FRAGMENTATION");
        assertThat(err()).contains("can't read " + cut + " after line");
    }

    @Test
    void namesTheToolForOtherPackings() throws IOException {
        Path xz = file("kern.log.xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2});
        assertThat(explain(new byte[0], xz.toString())).isEqualTo(3);
        assertThat(err()).contains("xzcat");
        Path wide = file("kern.txt", "kernel: x".getBytes(StandardCharsets.UTF_16));
        assertThat(explain(new byte[0], wide.toString())).isEqualTo(3);
        assertThat(err()).contains("iconv -f UTF-16");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(explain(seed, "--yaml")).isEqualTo(2);
        assertThat(err()).contains("--yaml").contains("usage: explain [--json]");
        assertThat(out()).isEmpty();
    }

    @Test
    void aFileNameMayBeginWithADashAfterTheDoubleDash() {
        assertThat(explain(seed, "--", "-nowhere")).isEqualTo(3);
        assertThat(err()).contains("-nowhere: no such file");
    }

    @Test
    void bytesOfAnyKindNeitherThrowNorReachTheTerminal() {
        byte[] garbage = new byte[300_000];
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = (byte) (i * 2654435761L >> 7);
        }
        garbage[0] = 'x';
        String nasty = "kernel: \u001b[2Jevil\u009b: page allocation failure: order:5, mode:0x80d0\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(nasty.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(garbage);
        assertThat(explain(all.toByteArray())).isZero();
        assertThat(out()).contains("evil").doesNotContain("\u001b").doesNotContain("\u009b");
    }

    @Test
    void aLineOfAnyLengthIsCutAndCounted() {
        byte[] line = new byte[5_000_000];
        Arrays.fill(line, (byte) 'a');
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(line);
        all.write('\n');
        all.writeBytes(seed);
        assertThat(explain(all.toByteArray())).isZero();
        assertThat(err()).contains("1 line longer than 64 KiB");
        assertThat(out()).contains("line 2").contains("FRAGMENTATION");
    }

    @Test
    void aReportDoesNotReachFromOneFileIntoTheNext() throws IOException {
        String text = new String(seed, StandardCharsets.UTF_8);
        int middle = text.indexOf("Apr 14 07:32:42 server1 kernel: Mem-Info");
        Path one = file("one.log", text.substring(0, middle).getBytes(StandardCharsets.UTF_8));
        Path two = file("two.log", text.substring(middle).getBytes(StandardCharsets.UTF_8));
        assertThat(explain(new byte[0], "--json", one.toString(), two.toString()))
                .isZero();
        assertThat(out().lines()).hasSize(1);
        assertThat(out()).contains("\"cause\":\"UNKNOWN\"");
    }

    /** The seed's report at several times of April 14. */
    private byte[] seedAt(String... clocks) {
        StringBuilder log = new StringBuilder();
        for (String clock : clocks) {
            log.append(new String(seed, StandardCharsets.UTF_8).replace("07:32:42", clock));
        }
        return log.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] corpus(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/corpus/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void failuresThatBelongTogetherGetOneVerdict() {
        assertThat(explain(seedAt("07:32:42", "07:40:00", "08:30:59"))).isZero();
        assertThat(out())
                .containsOnlyOnce("kworker/u448:1 failed to get 128 KiB in one piece (order 5)")
                .containsOnlyOnce("to try 1")
                .contains("--- lines 1 to 35, Apr 14 07:32:42 to 08:30:59")
                .contains("3 failures that belong together; the first stands for them")
                .contains("at least 3 failures in 58 min 17 s")
                .contains("line 18 (07:40:00), line 35 (08:30:59)")
                .contains("3 failures found in 51 lines of standard input, Apr 14 07:32:42 to 08:30:59")
                .doesNotContain("All together");
    }

    @Test
    void aLaterEpisodeAlikeRepeatsNeitherTableNorAdvice() {
        assertThat(explain(seedAt("07:32:42", "17:40:00"))).isZero();
        assertThat(out())
                .containsOnlyOnce("to try 1")
                .containsOnlyOnce("why it could not serve")
                .contains("Apr 14 17:40:00  kworker/u448:1 failed")
                .contains("as said for line 1")
                .contains("All together: 2 failures, Apr 14 07:32:42 to 17:40:00");
    }

    @Test
    void theOverviewCountsWhatFailedAndSaysWhetherProcessesWereKilled() throws IOException {
        assertThat(explain(corpus("013-x86-5.13-hyperv-vmemmap-then-oom-journal.log")))
                .isZero();
        assertThat(out())
                .containsPattern("All together: 2 failures, Jun 11 20:16:32 to 20:17:20")
                .containsPattern("1 +vmemmap failure +9 +hv_balloon +FRAGMENTATION")
                .containsPattern("1 +out-of-memory kill +0 +page cache +SHORTAGE")
                .containsPattern("1 out-of-memory\\s+kill followed within 5 min, the nearest 48 s\\s+after");
    }

    @Test
    void jsonNeverGroups() {
        assertThat(explain(seedAt("07:32:42", "07:40:00", "08:30:59"), "--json"))
                .isZero();
        assertThat(out().lines()).hasSize(3);
    }

    @Test
    void sinceLeavesOutWhatWasBefore() {
        byte[] log = seedAt("07:32:42", "07:40:00");
        assertThat(explain(log, "--json", "--since", "1900-01-01")).isZero();
        assertThat(out().lines()).hasSize(2);
        out.reset();
        assertThat(explain(log, "--since=now")).isZero();
        assertThat(out()).contains("no failure found in 34 lines").contains("2 more left out as asked");
    }

    @Test
    void sinceCannotPlaceALogWithoutDatesAndSaysSo() throws IOException {
        assertThat(explain(corpus("005-x86-5.19-debian-md5sum-order4-twice.log"), "--since", "2h"))
                .isZero();
        assertThat(out()).contains("no failure found");
        assertThat(err()).contains("2 failures left out, since the log gives no date to compare with --since");
    }

    @Test
    void kindAndOrderChoose() throws IOException {
        byte[] log = corpus("013-x86-5.13-hyperv-vmemmap-then-oom-journal.log");
        assertThat(explain(log, "--json", "--kind", "oom")).isZero();
        assertThat(out().lines()).hasSize(1).allMatch(line -> line.contains("\"kind\":\"OOM_KILL\""));
        out.reset();
        assertThat(explain(log, "--json", "--order", "9")).isZero();
        assertThat(out().lines()).hasSize(1).allMatch(line -> line.contains("\"order\":9"));
    }

    @Test
    void aKillThatIsNotAskedForStillFollowsTheFailureThatIs() throws IOException {
        byte[] log = corpus("013-x86-5.13-hyperv-vmemmap-then-oom-journal.log");
        assertThat(explain(log, "--kind", "vmemmap")).isZero();
        assertThat(out()).containsPattern("1 out-of-memory\\s+kill followed").contains("1 more left out");
    }

    @Test
    void colourIsAMatterOfTheTerminalUnlessItIsAskedFor() {
        assertThat(explain(seed, "--color=always")).isZero();
        assertThat(out()).contains("\u001b[1;31m");
        out.reset();
        assertThat(ExplainCommand.run(
                        List.of("--color=never"),
                        new ByteArrayInputStream(seed),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        new Terminal(Palette.COLOUR, 80),
                        LocalDateTime.now()))
                .isZero();
        assertThat(out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--color=purple", "--since=soon", "--since", "--kind=cpu", "--order=x", "--jso", "-x", "--json=1"
            })
    void wrongUsageIsOneLineThatSaysWhatIsRight(String option) {
        assertThat(explain(seed, option)).isEqualTo(2);
        assertThat(err()).startsWith("explain: ").hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void helpTellsTheOptions() {
        assertThat(explain(new byte[0], "--help")).isZero();
        assertThat(out())
                .contains("--json", "--since TIME", "--kind KIND", "--order ORDERS", "--color WHEN", "Exit status");
        assertThat(out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void anInputThatStaysOpenIsToldOfWhenItFallsSilent() throws Exception {
        PipedOutputStream kernel = new PipedOutputStream();
        try (PipedInputStream in = new PipedInputStream(kernel, 1 << 16)) {
            PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
            PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
            Thread explain = new Thread(() -> ExplainCommand.run(List.of(), in, told, complaints));
            explain.start();
            kernel.write(seedAt("07:32:42"));
            kernel.flush();
            await().untilAsserted(() -> assertThat(out()).contains("FRAGMENTATION"));
            kernel.write(seedAt("07:32:52"));
            kernel.flush();
            await().untilAsserted(
                            () -> assertThat(out()).contains("1 more failure of the episode that began in line 1"));
            kernel.close();
            explain.join();
            assertThat(out())
                    .containsOnlyOnce("to try 1")
                    .contains("line 18 (07:32:52)", "at least 2 failures in 10 s", "2 failures found in 34 lines");
        }
    }

    @Test
    void everyLineFitsTheTerminal() throws IOException {
        for (int width : new int[] {80, 100, 120}) {
            out.reset();
            ExplainCommand.run(
                    List.of(),
                    new ByteArrayInputStream(seedAt("07:32:42", "17:40:00")),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    new Terminal(Palette.PLAIN, width),
                    LocalDateTime.now());
            assertThat(out().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        }
    }

    /** One of them has a buffer that is full, the other asks for more than any buffer gives. */
    @Test
    void repeatsTheAdviceWhereItDiffers() {
        String log = """
                v3d 0: swiotlb buffer is full (sz: 536576 bytes), total 32768 (slots), used 3487 (slots)
                usb 1-1: new device
                rtl 0: swiotlb buffer is full (sz: 4000 bytes), total 32768 (slots), used 32768 (slots)
                """;
        assertThat(explain(log.getBytes(StandardCharsets.UTF_8))).isZero();
        assertThat(out())
                .contains("the driver's largest segment", "swiotlb= on the kernel command line", "for 4000 bytes")
                .doesNotContain("as before");
    }

    @Test
    void saysNothingOfACallerThatTheLogDoesNotName() {
        String log = "[ 1.000000] Out of memory: Killed process 7 (a) total-vm:1kB, anon-rss:1kB, file-rss:0kB\n";
        assertThat(explain(log.getBytes(StandardCharsets.UTF_8))).isZero();
        assertThat(out()).contains("a (pid 7) was killed by the OOM killer\n").doesNotContain("somebody");
    }

    @Test
    void aRowSaysThatCmaHasWhatIsFree() {
        String log = """
                a: page allocation failure: order:0, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0
                CPU: 0 PID: 13 Comm: a Not tainted 6.1.20 #1
                Mem-Info:
                DMA free:318000kB boost:0kB min:3500kB low:4300kB high:5100kB present:786432kB managed:690000kB free_cma:317000kB
                lowmem_reserve[]: 0 0 0 0
                """;
        assertThat(explain(log.getBytes(StandardCharsets.UTF_8))).isZero();
        assertThat(out()).contains("not above without CMA").doesNotContain("free not above the mark");
    }
}
