// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LiteralSearchTest {
    private static final List<String> LITERALS = List.of(
            "Mem-Info:", "page allocation failure", "allocation failed for", "aaaaaaaaa", "aaaaaaaab", "ababababab");

    private final LiteralSearch search = new LiteralSearch(LITERALS);

    private int find(byte[] bytes, int from, int to) {
        return search.find(LiteralSearch.view(bytes), from, to);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void findsEachLiteralWhereverItBegins() {
        for (String literal : LITERALS) {
            for (int before = 0; before < 40; before++) {
                byte[] text = bytes("x".repeat(before) + literal + "x".repeat(7));
                assertThat(find(text, 0, text.length))
                        .as("%d before %s", before, literal)
                        .isEqualTo(before);
                assertThat(find(text, before, before + literal.length())).isEqualTo(before);
            }
        }
    }

    @Test
    void aLiteralThatIsNotWholeWithinTheRangeIsNone() {
        byte[] text = bytes("xxxMem-Info:xxx");
        assertThat(find(text, 4, text.length)).isEqualTo(-1);
        assertThat(find(text, 0, 11)).isEqualTo(-1);
        assertThat(find(text, 3, 3)).isEqualTo(-1);
        assertThat(find(bytes("Mem"), 0, 3)).isEqualTo(-1);
    }

    @Test
    void goesOnBehindWhatOnlyBeginsLikeALiteral() {
        byte[] text = bytes("page allocation, Mem-Inf, page alloc Mem-Info:");
        assertThat(find(text, 0, text.length)).isEqualTo(37);
    }

    @Test
    void findsALiteralInTheLineOfTheFirstInTextOfFewLetters() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[random.nextInt(120)];
            for (int i = 0; i < text.length; i++) {
                text[i] = (byte) "aaaaab\n".charAt(random.nextInt(7));
            }
            int from = random.nextInt(text.length + 1);
            int found = find(text, from, text.length);
            int first = first(text, from);
            if (first < 0) {
                assertThat(found).isEqualTo(-1);
            } else {
                assertThat(lineOf(text, found)).isEqualTo(lineOf(text, first));
                assertThat(first(text, found)).isEqualTo(found);
            }
        }
    }

    private static int first(byte[] text, int from) {
        String string = new String(text, StandardCharsets.ISO_8859_1);
        int first = -1;
        for (String literal : LITERALS) {
            int at = string.indexOf(literal, from);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }

    private static int lineOf(byte[] text, int at) {
        return Newlines.count(LiteralSearch.view(text), 0, at);
    }

    @Test
    void refusesALiteralThatCouldBeMissed() {
        assertThatThrownBy(() -> new LiteralSearch(List.of("kswapd0:")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kswapd0:");
    }
}
