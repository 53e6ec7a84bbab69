// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static io.github.buddyscope.model.ZoneInfo.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneInfoParserTest {
    @Test
    void readsThisYearsKernel() {
        List<ZoneInfo> zones = captured("zoneinfo-x86-6.18.txt").value();

        assertThat(zones)
                .extracting(zone -> zone.id().zone())
                .containsExactly("DMA", "DMA32", "Normal", "Movable", "Device");
        assertThat(zones.get(1))
                .isEqualTo(new ZoneInfo(
                        new ZoneId(0, "DMA32"),
                        771890,
                        new Watermarks(2116, 2888, 3660),
                        0,
                        782336,
                        772915,
                        0,
                        List.of(0L, 0L, 21071L, 21071L, 21071L),
                        0,
                        UNKNOWN,
                        UNKNOWN));
    }

    @Test
    void aZoneWithoutMemoryEndsEarlyAndHasItsMarksAllTheSame() {
        ZoneInfo movable = captured("zoneinfo-x86-6.18.txt").value().get(3);

        assertThat(movable.present()).isZero();
        assertThat(movable.managed()).isZero();
        assertThat(movable.watermarks()).isEqualTo(new Watermarks(32, 32, 32));
    }

    @Test
    void countersOfTheNodeAndListsOfTheProcessorsAreNoMarks() {
        List<ZoneInfo> zones = captured("zoneinfo-x86-3.x-2node.txt").value();

        assertThat(zones).hasSize(4);
        assertThat(zones.get(3).id()).isEqualTo(new ZoneId(1, "Normal"));
        assertThat(zones.get(3).watermarks()).isEqualTo(new Watermarks(11288, 14110, 16932));
        assertThat(zones.get(3).lowmemReserve()).containsExactly(0L, 0L, 0L, 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "zoneinfo-node-exporter-fixture.txt,   5",
        "zoneinfo-x86-3.x-2node.txt,           4",
        "zoneinfo-x86-4.x-pernodestats.txt,    3",
        "zoneinfo-x86-6.18.txt,                5",
    })
    void readsCapturedTextsWhole(String name, int zones) {
        Parsed<List<ZoneInfo>> parsed = captured(name);

        assertThat(parsed.problem()).isEmpty();
        assertThat(parsed.value()).hasSize(zones).allSatisfy(zone -> {
            assertThat(zone.free()).isNotNegative();
            assertThat(zone.watermarks().high())
                    .isGreaterThanOrEqualTo(zone.watermarks().min());
            assertThat(zone.lowmemReserve()).isNotEmpty();
        });
    }

    @Test
    void aManagedCountThatWrappedIsUnknownAndTold() {
        Parsed<List<ZoneInfo>> parsed = captured("zoneinfo-partial-managed-underflow.txt");

        assertThat(parsed.value()).singleElement().satisfies(zone -> {
            assertThat(zone.managed()).isEqualTo(UNKNOWN);
            assertThat(zone.present()).isEqualTo(262144);
            assertThat(zone.watermarks())
                    .isEqualTo(new Watermarks(24848885473806L, 18471592959183339L, 36918337032892872L));
        });
        assertThat(parsed.badLines()).isEqualTo(1);
        assertThat(parsed.problem())
                .isEqualTo("line 8: beyond any memory: \"          managed  18446744073709533486\"");
    }

    @Test
    void a2632KernelHasNoManagedPages() {
        ZoneInfo zone = parse("""
                        Node 0, zone      DMA
                          pages free     3964
                                min      7
                                low      8
                                high     10
                                scanned  0
                                spanned  4080
                                present  3825
                            nr_free_pages 3964
                                protection: (0, 2004, 2004, 2004)
                          pagesets
                          all_unreclaimable: 1
                          prev_priority:     12
                          start_pfn:         0
                          inactive_ratio:    1
                        """).value().get(0);

        assertThat(zone.managed()).isEqualTo(UNKNOWN);
        assertThat(zone.boost()).isEqualTo(UNKNOWN);
        assertThat(zone.cma()).isEqualTo(UNKNOWN);
        assertThat(zone.freeCma()).isEqualTo(UNKNOWN);
        assertThat(zone.present()).isEqualTo(3825);
        assertThat(zone.lowmemReserve()).containsExactly(0L, 2004L, 2004L, 2004L);
    }

    @Test
    void theReserveForAtomicRequestsStandsBehindTheProcessors() {
        ZoneInfo zone = parse("""
                        Node 0, zone   Normal
                          pages free     5250168
                                boost    512
                                min      16817
                                low      22211
                                high     27605
                                promo    32999
                                spanned  5505024
                                present  5505024
                                managed  5394266
                                cma      16384
                                protection: (0, 0, 0, 0, 0)
                              nr_free_cma  8192
                          pagesets
                            cpu: 0
                                      count:    7118
                                      high:     10081
                          node_unreclaimable:  0
                          start_pfn:           1048576
                          reserved_highatomic: 1024
                          free_highatomic:     1000
                        """).value().get(0);

        assertThat(zone.boost()).isEqualTo(512);
        assertThat(zone.cma()).isEqualTo(16384);
        assertThat(zone.freeCma()).isEqualTo(8192);
        assertThat(zone.reservedHighatomic()).isEqualTo(1024);
        assertThat(zone.freeHighatomic()).isEqualTo(1000);
    }

    @Test
    void aThousandProcessorsAreReadPast() {
        String cpus = "    cpu: 1\n              count: 52\n              high:  186\n              batch: 31\n"
                + "  vm stats threshold: 24\n";
        String text = block("DMA32", 1) + "  pagesets\n" + cpus.repeat(1024) + block("Normal", 2);

        Parsed<List<ZoneInfo>> parsed = parse(text);

        assertThat(parsed.problem()).isEmpty();
        assertThat(parsed.value()).extracting(zone -> zone.watermarks().high()).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-3", "99999999999999999999", "three", "3 4", "0x3", ""})
    void aBadNumberIsUnknownAndLeavesTheRest(String bad) {
        Parsed<List<ZoneInfo>> parsed =
                parse(block("DMA", 7).replace("low      7", "low      " + bad) + block("Normal", 9));

        assertThat(parsed.badLines()).isEqualTo(1);
        assertThat(parsed.problem()).startsWith("line 4: ");
        assertThat(parsed.value())
                .extracting(ZoneInfo::watermarks)
                .containsExactly(new Watermarks(7, UNKNOWN, 7), new Watermarks(9, 9, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(0, 1", "(0, x)", "0, 1)", "(0, -1)", "(0 1)", "()", "(0, 1) 2"})
    void aBadProtectionListIsAbsentNotShort(String bad) {
        Parsed<List<ZoneInfo>> parsed = parse(block("DMA", 7) + "        protection: " + bad + "\n");

        assertThat(parsed.value().get(0).lowmemReserve()).isEmpty();
        assertThat(parsed.badLines()).isEqualTo(1);
    }

    @Test
    void theFieldsUnderABadHeaderBelongToNoZone() {
        Parsed<List<ZoneInfo>> parsed =
                parse(block("DMA", 7) + block("Normal", 9).replace("Node 0", "Node ?"));

        assertThat(parsed.value())
                .singleElement()
                .satisfies(zone -> assertThat(zone.watermarks()).isEqualTo(new Watermarks(7, 7, 7)));
        assertThat(parsed.problem()).isEqualTo("line 6: no node and zone: \"Node ?, zone   Normal\"");
    }

    @Test
    void aBlockThatIsCutBetweenTwoLinesIsTold() {
        Parsed<List<ZoneInfo>> parsed = parse("Node 0, zone   Normal\n  pages free     10\n        min      3\n");

        assertThat(parsed.value().get(0).watermarks()).isEqualTo(new Watermarks(3, UNKNOWN, UNKNOWN));
        assertThat(parsed.problem()).isEqualTo("line 1: Node 0 Normal lacks its free pages or a watermark");
    }

    @Test
    void aCutLastLineIsNotTakenForASmallerNumber() {
        Parsed<List<ZoneInfo>> parsed = parse("Node 0, zone   Normal\n  pages free     10\n        min      3");

        assertThat(parsed.value().get(0).watermarks().min()).isEqualTo(UNKNOWN);
        assertThat(parsed.problem()).isEqualTo("line 3: cut short: \"        min      3\"");
    }

    @Test
    void garbageGivesNoZoneAndSaysSo() {
        assertThat(parse("").problem()).isEqualTo("no zones");
        assertThat(parse("\u0001\u0002\nxyz\n").value()).isEmpty();
        assertThat(parse("\u0001\u0002\nxyz\n").badLines()).isEqualTo(2);
        assertThat(parse(block("DMA", 7) + "\u00ff\u0000\n").problem()).isEqualTo("line 6: garbage: \"??\"");
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(7);
        byte[] good = Texts.captured("zoneinfo-x86-6.18.txt");
        for (int round = 0; round < 2_000; round++) {
            byte[] text = good.clone();
            for (int i = random.nextInt(200); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertThat(ZoneInfoParser.parse(text, random.nextInt(text.length + 1))
                            .value())
                    .hasSizeLessThan(20);
        }
    }

    private static String block(String zone, int mark) {
        return "Node 0, zone   %s\n  pages free     10\n        min      %2$d\n        low      %2$d\n        high     %2$d\n"
                .formatted(zone, mark);
    }

    private static Parsed<List<ZoneInfo>> captured(String name) {
        byte[] text = Texts.captured(name);
        return ZoneInfoParser.parse(text, text.length);
    }

    private static Parsed<List<ZoneInfo>> parse(String text) {
        byte[] bytes = Texts.bytes(text);
        return ZoneInfoParser.parse(bytes, bytes.length);
    }
}
