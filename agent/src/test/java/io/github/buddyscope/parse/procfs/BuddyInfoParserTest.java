// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.BuddyInfo;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuddyInfoParserTest {
    private static final String GOOD = """
            Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      3\s
            Node 0, zone    DMA32      2      2      5      3      6      5      4      4      5      5    749\s
            Node 1, zone   Normal 185367 100372  74245   1034     39      0      0      0      0      0      0\s
            """;

    @Test
    void readsARowAZone() {
        Parsed<List<BuddyInfo>> parsed = parse(GOOD);

        assertThat(parsed.problem()).isEmpty();
        assertThat(parsed.value())
                .containsExactly(
                        new BuddyInfo(new ZoneId(0, "DMA"), FreeBlocks.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 3)),
                        new BuddyInfo(new ZoneId(0, "DMA32"), FreeBlocks.of(2, 2, 5, 3, 6, 5, 4, 4, 5, 5, 749)),
                        new BuddyInfo(
                                new ZoneId(1, "Normal"),
                                FreeBlocks.of(185367, 100372, 74245, 1034, 39, 0, 0, 0, 0, 0, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "buddyinfo-arm-android-normal-highmem.txt,     2, 11, Node 0 HighMem",
        "buddyinfo-x86-2node-insights.txt,             4, 11, Node 1 Normal",
        "buddyinfo-x86-32-highmem.txt,                 3, 11, Node 0 HighMem",
        "buddyinfo-x86-6.18.txt,                       3, 11, Node 0 Normal",
        "buddyinfo-x86-el7-2node-i40e.txt,             4, 11, Node 1 Normal",
        "buddyinfo-x86-el7-2node-unwrapped.txt,        4, 11, Node 1 Normal",
    })
    void readsCapturedTextsWhole(String name, int zones, int orders, String last) {
        byte[] text = Texts.captured(name);

        Parsed<List<BuddyInfo>> parsed = BuddyInfoParser.parse(text, text.length);

        assertThat(parsed.problem()).isEmpty();
        assertThat(parsed.value()).hasSize(zones).allMatch(row -> row.free().orders() == orders);
        assertThat(parsed.value().get(zones - 1).id()).hasToString(last);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 12, 13, 14, 15, 17})
    void readsTheNumberOfOrdersOffTheLine(int orders) {
        String row = "Node 0, zone   Normal " + "     7 ".repeat(orders) + "\n";

        assertThat(parse(row).value()).singleElement().satisfies(zone -> {
            assertThat(zone.free().orders()).isEqualTo(orders);
            assertThat(zone.free().count(orders - 1)).isEqualTo(7);
        });
    }

    @Test
    void aRowCutInTheMiddleIsLeftOutAndDoesNotBecomeAShortRow() {
        Parsed<List<BuddyInfo>> parsed = parse(GOOD + "Node 1, zone  Movable    100     50\n");

        assertThat(parsed.value()).hasSize(3);
        assertThat(parsed.badLines()).isEqualTo(1);
        assertThat(parsed.problem()).isEqualTo("line 4: 2 orders where other rows have 11 (Node 1 Movable)");
    }

    @Test
    void aLastRowWithoutItsNewlineIsCutEvenIfItsColumnsAreAllThere() {
        Parsed<List<BuddyInfo>> parsed = parse(GOOD.stripTrailing());

        assertThat(parsed.value()).extracting(row -> row.id().zone()).containsExactly("DMA", "DMA32");
        assertThat(parsed.problem()).startsWith("line 3: cut short: \"Node 1, zone   Normal");
    }

    @Test
    void oneRowTooWideDoesNotOutvoteTheOthers() {
        Parsed<List<BuddyInfo>> parsed = parse("Node 9, zone   Normal" + " 1".repeat(20) + "\n" + GOOD);

        assertThat(parsed.value()).hasSize(3);
        assertThat(parsed.badLines()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Node 1, zone  Movable -5 0 0 0 0 0 0 0 0 0 0",
                "Node 1, zone  Movable 0 0 99999999999999999999 0 0 0 0 0 0 0 0",
                "Node 1, zone  Movable 9223372036854775807 0 0 0 0 0 0 0 0 0 0",
                "Node 1, zone  Movable 0 0 0 0 0 0 0 0 0 0 9007199254740992",
                "Node 1, zone  Movable 0 0 zero 0 0 0 0 0 0 0 0",
                "Node 1, zone  Movable 0 0 1x 0 0 0 0 0 0 0 0",
                "Node 1, zone  Movable 0 0 1.5 0 0 0 0 0 0 0 0",
                "Node 1, zone  Movable",
                "Node 1, zone  Mov:able 0 0 0 0 0 0 0 0 0 0 0",
                "Node 1, zone  AVeryLongNameOfAZone 0 0 0 0 0 0 0 0 0 0 0",
                "Node x, zone  Movable 0 0 0 0 0 0 0 0 0 0 0",
                "Node 99999999999, zone  Movable 0 0 0 0 0 0 0 0 0 0 0",
                "Node 1 zone  Movable 0 0 0 0 0 0 0 0 0 0 0",
                "Node 0, zone      DMA 0 0 0 0 0 0 0 0 0 0 0",
                "Node",
                "\u0000\u0001\u00ff garbage",
            })
    void aBadLineIsToldAndLeavesTheGoodOnesAroundIt(String bad) {
        int middle = GOOD.indexOf("Node 1");

        Parsed<List<BuddyInfo>> parsed = parse(GOOD.substring(0, middle) + bad + "\n" + GOOD.substring(middle));

        assertThat(parsed.value()).isEqualTo(parse(GOOD).value());
        assertThat(parsed.badLines()).isEqualTo(1);
        assertThat(parsed.problem()).startsWith("line 3: ");
    }

    @Test
    void manyBadLinesAreToldOnce() {
        Parsed<List<BuddyInfo>> parsed = parse("x\n".repeat(1000) + GOOD);

        assertThat(parsed.value()).hasSize(3);
        assertThat(parsed.badLines()).isEqualTo(1000);
        assertThat(parsed.problem()).isEqualTo("1000 lines left out, the first is line 1: no node and zone: \"x\"");
    }

    @Test
    void theProblemQuotesOnlyPrintableCharactersAndFewOfThem() {
        String problem = parse("\u001b[31m" + "é".repeat(500) + "\n").problem();

        assertThat(problem).matches("[ -~]*").hasSizeLessThan(100);
    }

    @Test
    void anEmptyTextHasNoRows() {
        assertThat(parse("").value()).isEmpty();
        assertThat(parse("").problem()).isEqualTo("no rows");
        assertThat(parse("\n \n").problem()).isEqualTo("no rows");
    }

    @Test
    void linesOfADosFileReadTheSame() {
        assertThat(parse(GOOD.replace("\n", "\r\n")).value())
                .isEqualTo(parse(GOOD).value());
    }

    @Test
    void bytesBeyondTheLengthDoNotCount() {
        byte[] text = Texts.bytes(GOOD);

        assertThat(BuddyInfoParser.parse(text, GOOD.indexOf("Node 1")).value()).hasSize(2);
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(5);
        byte[] good = Texts.bytes(GOOD);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = good.clone();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(text.length + 1);
            assertThat(BuddyInfoParser.parse(text, length).value()).hasSizeLessThanOrEqualTo(12);
            ZoneInfoParser.parse(text, length);
            VmStatParser.parse(text, length);
            PressureParser.parse(text, length);
        }
    }

    private static Parsed<List<BuddyInfo>> parse(String text) {
        byte[] bytes = Texts.bytes(text);
        return BuddyInfoParser.parse(bytes, bytes.length);
    }
}
