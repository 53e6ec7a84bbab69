// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.prefix.KmsgRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: no exception, no failure that isn't there, no loss of one that is. */
class HostileInputTest {
    private static final String RECORDS = "/corpus/kmsg-x86-6.18-order7.kmsg";
    private static final String SYSLOG = "/seed/el7-order5-i40e.log";
    private static final String SERIAL = "/corpus/057-x86-4.4-syzbot-order0-interleaved-memdumps.log";

    @Test
    void survivesRandomBytes() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            KmsgRecord.parse(bytes, bytes.length);
            assertThat(Logs.failures(List.of(new String(bytes, StandardCharsets.UTF_8))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RECORDS, SYSLOG, SERIAL})
    void survivesEveryCutOfAReport(String resource) {
        String log = Logs.read(resource);
        for (int end = 0; end <= log.length(); end += end < 3000 ? 1 : 7) {
            assertThat(Logs.failures(log.substring(0, end))).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RECORDS, SYSLOG, SERIAL})
    void survivesEveryCutOfEveryLine(String resource) {
        List<String> lines = Logs.lines(resource);
        for (int i = 0; i < lines.size(); i++) {
            List<String> cut = new ArrayList<>(lines);
            for (int end = 0; end < lines.get(i).length(); end += 3) {
                cut.set(i, lines.get(i).substring(0, end));
                assertThat(Logs.failures(cut)).hasSizeLessThanOrEqualTo(1);
                cut.set(i, lines.get(i).substring(end));
                assertThat(Logs.failures(cut)).hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RECORDS, SYSLOG, SERIAL})
    void survivesFlippedCharactersAndShuffledLines(String resource) {
        Random random = new Random(2);
        List<String> lines = Logs.lines(resource);
        for (int round = 0; round < 300; round++) {
            List<String> hurt = new ArrayList<>(lines);
            for (int i = 0; i < 40; i++) {
                int at = random.nextInt(hurt.size());
                StringBuilder line = new StringBuilder(hurt.get(at));
                if (line.length() > 0) {
                    line.setCharAt(
                            random.nextInt(line.length()), (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                }
                hurt.set(at, line.toString());
                hurt.add(random.nextInt(hurt.size()), hurt.remove(at));
            }
            // vmalloc's line and its header make one failure only where the header comes second
            assertThat(Logs.failures(hurt)).hasSizeLessThanOrEqualTo(resource.equals(SERIAL) ? 2 : 1);
        }
    }

    @Test
    void survivesHurtLogsOfEveryKind() throws Exception {
        Random random = new Random(4);
        List<String> names = new ArrayList<>();
        try (Stream<Path> files =
                Files.list(Path.of(getClass().getResource("/corpus").toURI()))) {
            files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".log") && !n.startsWith("negative"))
                    .sorted()
                    .forEach(names::add);
        }
        List<List<String>> logs = new ArrayList<>();
        for (String name : names) {
            logs.add(Logs.lines("/corpus/" + name));
        }
        for (int round = 0; round < 150; round++) {
            List<String> hurt = new ArrayList<>(logs.get(random.nextInt(logs.size())));
            List<String> other = logs.get(random.nextInt(logs.size()));
            int heads = Logs.failures(hurt).size() + Logs.failures(other).size();
            for (String line : other) {
                hurt.add(random.nextInt(hurt.size() + 1), line);
            }
            for (int i = 0; i < 20; i++) {
                int at = random.nextInt(hurt.size());
                String line = hurt.get(at);
                hurt.set(at, line.substring(0, random.nextInt(line.length() + 1)));
            }
            // a mixed OOM kill may lose its header, and vmalloc's line its second half, to a failure of their own
            assertThat(Logs.failures(hurt).size()).isLessThanOrEqualTo(2 * heads + 4);
        }
    }

    @Test
    void survivesLinesOfAMegabyte() {
        for (String unit : List.of(
                "a",
                "[",
                " ",
                "0",
                "(",
                "<",
                "#012",
                "page allocation failure",
                "Node 0 ",
                "1*4kB ",
                "a: ",
                "|",
                "Killed process ",
                "oom-kill:constraint=CONSTRAINT_",
                ",task=",
                "cma: ",
                "SLUB: ",
                "swiotlb buffer is full",
                "vmalloc error: size ",
                " callbacks suppressed")) {
            String tail = unit.repeat(1_000_000 / unit.length());
            assertThat(Logs.failures(List.of(tail))).isEmpty();
            List<FailureReport> failures = Logs.failures(List.of(
                    "x: page allocation failure: order:1, mode:0x20",
                    tail,
                    "Mem-Info:",
                    "Node 0 DMA free:1kB min:1kB low:1kB high:1kB " + tail,
                    "Node 0 DMA: 1*4kB " + tail,
                    "lowmem_reserve[]: " + tail,
                    " " + tail));
            assertThat(failures).hasSize(1);
            assertThat(failures.get(0).text().length()).isLessThanOrEqualTo(OpenReport.MAX_TEXT);
        }
    }

    @Test
    void findsAReportAmongNoise() {
        FailureReport clean = Logs.failures(Logs.lines(RECORDS)).get(0);
        List<String> noise = Logs.lines("/corpus/negative-boot-xps-6.17.log");
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            List<String> log = new ArrayList<>();
            int at = random.nextInt(noise.size() - 1000);
            long micros = 3158263918L;
            for (String record : Logs.lines(RECORDS)) {
                for (int i = random.nextInt(4); i > 0; i--) {
                    String line = noise.get(at++);
                    log.add("4,1," + micros + ",-;"
                            + line.substring(line.indexOf(']') + 1).strip());
                }
                log.add(record);
            }
            List<FailureReport> failures = Logs.failures(log);
            assertThat(failures).hasSize(1);
            assertThat(failures.get(0).memory()).isEqualTo(clean.memory());
            assertThat(failures.get(0).request()).isEqualTo(clean.request());
            assertThat(failures.get(0).origin()).isEqualTo(clean.origin());
        }
    }

    @Test
    void letsNothingThroughThatSteersATerminal() {
        FailureReport failure =
                Logs.failure("[    1.000000] \u001b[31mx: page allocation failure: order:1, mode:0x20(A),"
                        + " nodemask=(null),cpuset=\u009b1m,mems_allowed=0\n");
        assertThat(failure.origin().task()).isEqualTo("\u241b[31mx");
        assertThat(failure.request().cpuset()).isEqualTo("\uFFFD1m");
        assertThat(failure.text()).doesNotContain("\u001b", "\u009b");
    }
}
