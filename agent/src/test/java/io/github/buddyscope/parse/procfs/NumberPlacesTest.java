// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPlacesTest {
    private static final String ROWS = """
            Node 0, zone      DMA      0      1     22\s
            Node 0, zone   Normal    999      7     12\s
            """;
    private static final String ZONE = """
            Node 0, zone   Normal
              pages free     5250168
                    min      16817
                    low      22211
                    high     27605
                    protection: (0, 3019, 24090)
              pagesets
                cpu: 0
                          count:    1024
            """;
    private static final String TOTALS = """
            some avg10=0.00 avg60=0.00 avg300=0.00 total=13003
            full avg10=0.00 avg60=0.00 avg300=0.00 total=12560
            """;

    private final NumberPlaces places = new NumberPlaces();
    private final long[] numbers = new long[64];
    private byte[] text;

    private void rows(String rows) {
        text = Texts.bytes(rows);
        BuddyInfoParser.parse(text, text.length, places);
        places.resolve((row, order) -> 8 * row + order);
    }

    private void zone() {
        text = Texts.bytes(ZONE);
        ZoneInfoParser.parse(text, text.length, places);
        places.resolve((row, field) -> field);
    }

    private boolean follow(String next) {
        byte[] bytes = Texts.bytes(next);
        boolean followed = places.follow(text, text.length, bytes, bytes.length, numbers);
        text = bytes;
        return followed;
    }

    @Test
    void theSameTextChangesNothing() {
        rows(ROWS);

        assertThat(follow(ROWS)).isTrue();
        assertThat(numbers).containsOnly(0);
    }

    @Test
    void aNumberThatChangesIsWrittenWhereItGoes() {
        rows(ROWS);

        assertThat(follow(ROWS.replace("     22 ", "     31 "))).isTrue();
        assertThat(numbers[2]).isEqualTo(31);
        assertThat(Arrays.stream(numbers).sum()).isEqualTo(31);
    }

    @Test
    void aPaddedNumberMayGrowAndShrink() {
        rows(ROWS);

        assertThat(follow(ROWS.replace("   999 ", "  1000 "))).isTrue();
        assertThat(numbers[8]).isEqualTo(1000);
        assertThat(follow(ROWS.replace("   999 ", "     4 "))).isTrue();
        assertThat(numbers[8]).isEqualTo(4);
        assertThat(follow(ROWS.replace("   999 ", "1234567890 "))).isTrue();
        assertThat(numbers[8]).isEqualTo(1234567890);
        assertThat(follow(ROWS.replace("   999 ", "     5 "))).isTrue();
        assertThat(numbers[8]).isEqualTo(5);
    }

    @Test
    void whatComesBehindANumberThatGrewIsFoundWhereItIsNow() {
        zone();

        assertThat(follow(ZONE.replace("16817", "116817"))).isTrue();
        assertThat(numbers[1]).isEqualTo(116_817);
        assertThat(follow(ZONE.replace("16817", "1168").replace("27605", "9"))).isTrue();
        assertThat(numbers).startsWith(0, 1168, 0, 9);
        assertThat(follow(ZONE.replace("22211", "22212"))).isTrue();
        assertThat(numbers).startsWith(0, 16817, 22212, 27605);
    }

    @Test
    void numbersThatNobodyKeepsMayBeAnything() {
        zone();

        assertThat(follow(ZONE.replace("1024", "7").replace("cpu: 0", "cpu: 12")))
                .isTrue();
        assertThat(numbers).containsOnly(0);
        assertThat(follow(ZONE.replace("27605", "3"))).isTrue();
        assertThat(numbers[3]).isEqualTo(3);
    }

    @Test
    void theSharesOfPressureAreReadOver() {
        text = Texts.bytes(TOTALS);
        PressureParser.parse(text, text.length, places);
        places.resolve((row, full) -> full);

        assertThat(follow(TOTALS.replace("avg10=0.00", "avg10=12.34").replace("13003", "913003")))
                .isTrue();
        assertThat(numbers).startsWith(913_003, 0);
        assertThat(follow(TOTALS.replace("avg10", "avg11"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'zone   Normal', 'zone   Normol'",
        "'Node 0', 'Node 1'",
        "'16817', '1681x'",
        "'16817', ''",
        "'16817', '-6817'",
        "'16817', '1234567890123456789'",
        "'(0, 3019', '(0, 3018'",
        "'(0, 3019', '(1, 3019'",
        "'pages free     5250168', 'pages free 5250168 1'",
        "'cpu: 0', 'gpu: 0'",
    })
    void whatIsNotANumberIsForTheParser(String part, String instead) {
        zone();

        assertThat(follow(ZONE.replace(part, instead))).isFalse();
    }

    @Test
    void aLineMoreOrLessIsForTheParser() {
        for (String next : new String[] {ZONE + ZONE, ZONE.replace("        low      22211\n", ""), "", "Node"}) {
            zone();
            assertThat(follow(next)).as(next).isFalse();
        }
    }

    @Test
    void everyCutIsForTheParser() {
        for (int length = 0; length < ROWS.length(); length++) {
            rows(ROWS);
            assertThat(follow(ROWS.substring(0, length))).as("%d bytes", length).isFalse();
        }
    }

    @Test
    void moreBlocksThanThereCanBeAreForTheParser() {
        rows(ROWS);

        assertThat(follow(ROWS.replace("     22 ", " 12345678901234567 "))).isFalse();
    }
}
