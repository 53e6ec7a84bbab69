// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.publish.text.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
                .isEqualTo("no failure found in 1 line of standard input\n".replace("\n", System.lineSeparator()));
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
}
