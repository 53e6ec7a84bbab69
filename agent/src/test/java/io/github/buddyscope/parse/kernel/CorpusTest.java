// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.ZoneId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every report of the corpus, held against what a reader found in it. */
class CorpusTest {
    /**
     * Files whose lines a mail client broke in places that matter. What stands on the second half of such a line is not
     * expected of them; what is read must be right all the same.
     */
    private static final Map<String, String> BROKEN_LINES = Map.of(
            "007-x86-5.13-nas-smartctl-order0-mailwrapped.log", "CPU and hardware lines, zone lines and buddy lists",
            "015-mips-5.10-go-order5-highmem-mailwrapped.log", "zone lines and buddy lists",
            "027-armv7-6.3-swapper-order0-mode0-loglevel-prefix.log", "CPU line",
            "055-x86-6.1-cifs-fsstress-order8-mailwrapped.log", "CPU and hardware lines",
            "069-x86-3.0sles11-fincore-order4.log", "the line of Node 0 Normal");

    static Stream<Path> reports() throws IOException, URISyntaxException {
        return files(".meta.json");
    }

    static Stream<Path> negatives() throws IOException, URISyntaxException {
        return files(".log").filter(p -> p.getFileName().toString().startsWith("negative-"));
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
        List<JsonNode> headers = new ArrayList<>();
        for (JsonNode header : meta.get("headers")) {
            if (header.get("class").asText().equals("PAGE_ALLOC_FAILURE")) {
                headers.add(header);
            }
        }
        assertThat(failures)
                .extracting(f -> f.header().number())
                .containsExactlyElementsOf(
                        headers.stream().map(h -> h.get("line").asLong()).toList());
        SoftAssertions soft = new SoftAssertions();
        for (int i = 0; i < headers.size(); i++) {
            header(soft, headers.get(i), failures.get(i), BROKEN_LINES.containsKey(name));
            long next = nextHeader(meta, headers.get(i).get("line").asLong());
            memory(soft, meta, failures.get(i), next, BROKEN_LINES.containsKey(name));
        }
        soft.assertAll();
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

    private static void header(SoftAssertions soft, JsonNode header, FailureReport failure, boolean broken) {
        Request request = failure.request();
        soft.assertThat(failure.origin().task()).as("task").isEqualTo(text(header, "comm"));
        soft.assertThat(request.order())
                .as("order")
                .isEqualTo(header.get("order").asInt());
        soft.assertThat("0x" + Long.toHexString(request.mode())).as("mode").isEqualTo(text(header, "mode_hex"));
        soft.assertThat(request.flags()).as("flags").isEqualTo(strings(header.get("flags")));
        soft.assertThat(request.nodemask()).as("nodemask").isEqualTo(text(header, "nodemask"));
        soft.assertThat(request.cpuset()).as("cpuset").isEqualTo(text(header, "cpuset"));
        soft.assertThat(request.memsAllowed()).as("mems_allowed").isEqualTo(text(header, "mems_allowed"));
        soft.assertThat(failure.origin().pid()).as("pid").isEqualTo(integer(header, "pid"));
        soft.assertThat(failure.origin().cpu()).as("cpu").isEqualTo(integer(header, "cpu"));
        if (!broken || failure.origin().kernel() != null) {
            soft.assertThat(failure.origin().kernel()).as("kernel").isEqualTo(text(header, "kernel"));
        }
        if (broken && text(header, "hardware") != null) {
            soft.assertThat(text(header, "hardware"))
                    .as("hardware")
                    .startsWith(failure.origin().hardware());
        } else {
            soft.assertThat(failure.origin().hardware()).as("hardware").isEqualTo(text(header, "hardware"));
        }
        soft.assertThat(failure.origin().workqueue()).as("workqueue").isEqualTo(text(header, "workqueue"));
    }

    /** Zones and buddy lists from the failure's line to that of the next report. */
    private static void memory(SoftAssertions soft, JsonNode meta, FailureReport failure, long next, boolean broken) {
        List<ReportZone> zones = failure.memory().zones();
        List<ZoneId> expected = new ArrayList<>();
        for (JsonNode zone : meta.get("zones")) {
            long line = zone.get("line").asLong();
            if (line < failure.header().number() || line > next) {
                continue;
            }
            ReportZone read = find(zones, id(zone));
            if (read == null || read.freeKb() == null && broken) {
                soft.assertThat(broken).as("zone of line %d", line).isTrue();
                soft.assertThat(failure.memory().cut()).as("cut").isTrue();
                continue;
            }
            expected.add(read.id());
            value(soft, zone, "free_kb", read.freeKb(), broken);
            value(soft, zone, "min_kb", read.minKb(), broken);
            value(soft, zone, "low_kb", read.lowKb(), broken);
            value(soft, zone, "high_kb", read.highKb(), broken);
            value(soft, zone, "boost_kb", read.boostKb(), broken);
            value(soft, zone, "present_kb", read.presentKb(), broken);
            value(soft, zone, "managed_kb", read.managedKb(), broken);
            value(soft, zone, "free_cma_kb", read.freeCmaKb(), broken);
        }
        List<ZoneId> lists = new ArrayList<>();
        for (JsonNode row : meta.get("buddy")) {
            long line = row.get("line").asLong();
            if (line < failure.header().number() || line > next) {
                continue;
            }
            ReportZone read = find(zones, id(row));
            if (broken && (read == null || read.buddy() == null)) {
                soft.assertThat(failure.memory().cut()).as("cut").isTrue();
                continue;
            }
            lists.add(id(row));
            soft.assertThat(read).as("buddy list of line %d", line).isNotNull();
            if (read != null) {
                buddy(soft, row, read.buddy());
            }
        }
        soft.assertThat(zones.stream().filter(z -> z.freeKb() != null).map(ReportZone::id))
                .containsExactlyInAnyOrderElementsOf(expected);
        soft.assertThat(zones.stream().filter(z -> z.buddy() != null).map(ReportZone::id))
                .containsExactlyInAnyOrderElementsOf(lists);
    }

    private static void buddy(SoftAssertions soft, JsonNode row, ReportZone.BuddyList list) {
        soft.assertThat(list).as("buddy list of line %s", row.get("line")).isNotNull();
        if (list == null) {
            return;
        }
        List<Long> counts = new ArrayList<>();
        for (int order = 0; order < list.counts().orders(); order++) {
            counts.add(list.counts().count(order));
        }
        soft.assertThat(counts).as("counts").isEqualTo(numbers(row.get("counts")));
        soft.assertThat(list.blockKb()).as("sizes").isEqualTo(numbers(row.get("block_kb")));
        List<String> types = strings(row.get("types"));
        boolean letters =
                types.stream().anyMatch(t -> !t.isEmpty()) || counts.stream().allMatch(c -> c == 0);
        soft.assertThat(list.types()).as("types").isEqualTo(letters ? types : List.of());
        soft.assertThat(list.totalKb())
                .as("total")
                .isEqualTo(row.get("total_kb").asLong());
    }

    private static void value(SoftAssertions soft, JsonNode zone, String key, Long read, boolean broken) {
        if (broken && read == null) {
            return;
        }
        JsonNode value = zone.get(key);
        boolean fits = value != null && value.canConvertToLong();
        soft.assertThat(read).as("%s of line %s", key, zone.get("line")).isEqualTo(fits ? value.asLong() : null);
    }

    private static ReportZone find(List<ReportZone> zones, ZoneId id) {
        return zones.stream()
                .filter(z -> Objects.equals(z.id(), id))
                .findFirst()
                .orElse(null);
    }

    private static ZoneId id(JsonNode node) {
        return new ZoneId(
                node.get("node").isNull() ? 0 : node.get("node").asInt(),
                node.get("zone").asText());
    }

    private static long nextHeader(JsonNode meta, long line) {
        long next = Long.MAX_VALUE;
        for (JsonNode header : meta.get("headers")) {
            long other = header.get("line").asLong();
            next = other > line ? Math.min(next, other) : next;
        }
        return next;
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).isNull() ? null : node.get(key).asText();
    }

    private static Integer integer(JsonNode node, String key) {
        return node.get(key).isNull() ? null : (Integer) node.get(key).asInt();
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(s -> strings.add(s.asText()));
        return strings;
    }

    private static List<Long> numbers(JsonNode array) {
        List<Long> numbers = new ArrayList<>();
        array.forEach(n -> numbers.add(n.asLong()));
        return numbers;
    }
}
