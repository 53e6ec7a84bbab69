// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.ReportZone;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every report of the corpus, held against what a reader found in it: all that it says, and nothing more. */
class CorpusTest {
    /**
     * Files whose lines a mail client or a pager broke in places that matter, and what stands there. What was lost with such
     * a line may be missing; what is read must be right all the same, and nothing may be invented.
     */
    private static final Map<String, String> BROKEN_LINES = new TreeMap<>(Map.ofEntries(
            Map.entry("007-x86-5.13-nas-smartctl-order0-mailwrapped.log", "CPU, hardware, zone, buddy and SLUB lines"),
            Map.entry("011-x86-4.18el8-hyperv-oom-syslog-mailwrapped-pagercut.log", "header, zones, summary, victim"),
            Map.entry("015-mips-5.10-go-order5-highmem-mailwrapped.log", "zone lines and buddy lists"),
            Map.entry("025-x86-5.2-iommu-slub-interleaved-commitmsg.log", "header and hardware line"),
            Map.entry("027-armv7-6.3-swapper-order0-mode0-loglevel-prefix.log", "CPU line"),
            Map.entry("029-arm64-5.4-hikey-thp04-header-split-by-oops.log", "headers"),
            Map.entry("033-x86-6.8-memcg-oom-dmesgT-mailwrapped.log", "header and summary"),
            Map.entry("039-arm64-5.10-android-dumpsys-oom-kmsg-raw-mailwrapped.log", "header, zones, buddy lists"),
            Map.entry("051-arm64-5.2-swiotlb-full-flood.log", "a shell's prompt before the first line's stamp"),
            Map.entry("053-armv7-5.7-beagleboard-mkfs-oom-cma8192.log", "header, zones, buddy lists, victim"),
            Map.entry("055-x86-6.1-cifs-fsstress-order8-mailwrapped.log", "CPU and hardware lines"),
            Map.entry("069-x86-3.0sles11-fincore-order4.log", "the line of Node 0 Normal"),
            Map.entry("075-x86-4.7-oom-movable-present-underflow.log", "zone lines"),
            Map.entry("103-x86-4.9-irqbalance-oom-nodemask01-quoted.log", "all, quoted too"),
            Map.entry("115-riscv-visionfive-swiotlb-rfc3339.log", "the device's name")));

    static Stream<Path> reports() throws IOException, URISyntaxException {
        return files(".meta.json");
    }

    /** Logs without a failure, and the texts of procfs. */
    static Stream<Path> negatives() throws IOException, URISyntaxException {
        Stream<Path> logs = files(".log").filter(p -> p.getFileName().toString().startsWith("negative-"));
        return Stream.concat(logs, files(".txt"));
    }

    private static Stream<Path> files(String suffix) throws IOException, URISyntaxException {
        Path corpus = Path.of(CorpusTest.class.getResource("/corpus").toURI());
        try (Stream<Path> files = Files.list(corpus)) {
            return files.filter(p -> p.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("negatives")
    void findsNoFailureInALogWithoutOne(Path log) {
        assertThat(Logs.failures(Logs.lines("/corpus/" + log.getFileName()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void readsWhatTheReportSays(Path metaFile) throws IOException {
        JsonNode meta = new ObjectMapper().readTree(metaFile.toFile());
        String name = metaFile.getFileName().toString().replace(".meta.json", ".log");
        List<FailureReport> failures = Logs.failures(Logs.lines("/corpus/" + name));
        CorpusExpectation expected = new CorpusExpectation(meta, BROKEN_LINES.containsKey(name));
        SoftAssertions soft = new SoftAssertions();
        expected.check(soft, failures);
        soft.assertAll();
    }

    @Test
    void forgivesOnlyFilesThatAreThere() throws IOException, URISyntaxException {
        assertThat(files(".log").map(p -> p.getFileName().toString())).containsAll(BROKEN_LINES.keySet());
    }

    @Test
    void readsTheWholeLinesOfADumpThatHasABrokenOne() {
        MemInfo memory = Logs.failures(Logs.lines("/corpus/069-x86-3.0sles11-fincore-order4.log"))
                .get(0)
                .memory();
        assertThat(memory.cut()).isTrue();
        assertThat(memory.zones()).extracting(ReportZone::minKb).containsExactly(256L, 50368L, null);
        assertThat(memory.zones()).extracting(z -> z.buddy().totalKb()).containsExactly(15880L, 131040L, 21840L);
    }
}
