// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import io.github.buddyscope.model.ZoneSample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuddyTableTest {
    private static final ZoneId NORMAL = new ZoneId(0, "Normal");

    @Test
    void fourteenOrdersOf64KiBPages() {
        FreeBlocks free = FreeBlocks.of(4, 4, 2, 4, 5, 4, 3, 3, 2, 2, 2, 0, 1, 475);

        assertThat(table(zone(free, null), 65536, 80))
                .startsWith("""
                        order           0    1    2    3   4   5   6   7   8   9  10   11   12   13
                        block size    64K 128K 256K 512K  1M  2M  4M  8M 16M 32M 64M 128M 256M 512M
                        Node 0 Normal   4    4    2    4   5   4   3   3   2   2   2    0    1  475
                        """)
                .contains("Node 0 Normal    238G       ?       ?       ?    512M     0.0%     0.0% unknown\n");
    }

    @Test
    void nineOrdersHaveNoOrderNine() {
        String table = table(zone(FreeBlocks.of(4, 4, 2, 4, 5, 4, 3, 3, 2), null), 65536, 80);

        assertThat(table).contains("order 5").doesNotContain("order 9");
    }

    @Test
    void fifteenOrdersGetAWiderLineRatherThanLessOfThem() {
        FreeBlocks free = FreeBlocks.of(99999, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

        assertThat(table(zone(free, null), 4096, 80).lines().limit(3))
                .last()
                .isEqualTo("Node 0 Normal 99999   2   3   4   5    6    7    8   9  10  11  12  13  14  15");
    }

    @ParameterizedTest
    @CsvSource({"80, 1234k 123k 12m 100k 99999", "200, 1234567 123456 12345678 100123 99999"})
    void countsAreShortenedOnlyWhereALineIsTooNarrow(int width, String counts) {
        FreeBlocks free =
                FreeBlocks.of(1234567, 123456, 12345678, 100123, 99999, 99999, 99999, 99999, 99999, 99999, 99999);

        String table = table(zone(free, null), 4096, width);

        assertThat(table.replaceAll(" +", " ")).contains("Node 0 Normal " + counts + " ");
        assertThat(table.contains("thousands, millions of blocks")).isEqualTo(width == 80);
    }

    @Test
    void aZoneWithNothingFreeSaysSo() {
        assertThat(table(zone(FreeBlocks.of(0, 0, 0), info(0, 0, ZoneInfo.UNKNOWN, ZoneInfo.UNKNOWN)), 4096, 80))
                .contains("Node 0 Normal    -    -    -\n")
                .contains("Node 0 Normal: no block of any order is free.\n")
                .contains("none")
                .contains("below min");
    }

    @Test
    void aRaisedMarkAndMemoryThatNotAllMayUseAreSaid() {
        assertThat(table(zone(FreeBlocks.of(0, 0, 3000), info(12000, 1536, 8192, 1000)), 4096, 80))
                .contains("Node 0 Normal: marks raised by 6.0M for a while, against fragmentation.\n")
                .contains("Node 0 Normal: 32.0M of the free memory is CMA, for movable requests only.\n")
                .contains("Node 0 Normal: 3.9M of the free memory is kept for atomic requests.\n");
    }

    @Test
    void whereNothingIsExhaustedTheMarkForItIsNotExplained() {
        assertThat(table(zone(FreeBlocks.of(0, 0, 3000), info(12000, 0, 0, 0)), 4096, 80))
                .doesNotContain("exhausted")
                .doesNotContain("can't be read");
    }

    @Test
    void absurdMarksOfABrokenKernelDoNotOverflow() {
        ZoneInfo info = new ZoneInfo(
                NORMAL,
                16810,
                new Watermarks(24848885473806L, 18471592959183339L, 36918337032892872L),
                ZoneInfo.UNKNOWN,
                262144,
                ZoneInfo.UNKNOWN,
                ZoneInfo.UNKNOWN,
                List.of());

        assertThat(table(zone(FreeBlocks.of(16810), info), 4096, 80))
                .contains("90.3P")
                .contains(">7.9E")
                .contains("below min");
    }

    @Test
    void colourAddsNothingButColour() {
        ZoneSample zone = zone(FreeBlocks.of(5, 3, 0, 0), info(11, 0, 0, 0));

        String coloured = BuddyTable.of(List.of(zone), 4096, Palette.COLOUR, 80);

        assertThat(coloured).contains("\u001b[1;31m-\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(table(zone, 4096, 80));
    }

    private static String table(ZoneSample zone, long pageSize, int width) {
        return BuddyTable.of(List.of(zone), pageSize, Palette.PLAIN, width);
    }

    private static ZoneSample zone(FreeBlocks free, ZoneInfo info) {
        return new ZoneSample(NORMAL, free, info);
    }

    private static ZoneInfo info(long free, long boost, long freeCma, long freeHighatomic) {
        return new ZoneInfo(
                NORMAL,
                free,
                new Watermarks(100, 200, 300),
                boost,
                20000,
                20000,
                0,
                List.of(),
                freeCma,
                1024,
                freeHighatomic);
    }
}
