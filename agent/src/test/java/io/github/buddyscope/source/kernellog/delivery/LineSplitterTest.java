// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    private void feed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        splitter.feed(bytes, 0, bytes.length);
    }

    @Test
    void givesTheSameLinesHoweverTheBytesCome() {
        byte[] bytes = "one\n\nthr\u00e9e\r\nfour".getBytes(UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            lines.clear();
            for (int from = 0; from < bytes.length; from += size) {
                splitter.feed(bytes, from, Math.min(bytes.length, from + size));
            }
            assertThat(lines).containsExactly("one", "", "thr\u00e9e");
            splitter.end();
            assertThat(lines).endsWith("four");
        }
    }

    @Test
    void waitsForTheRestOfALine() {
        feed("begun");
        assertThat(lines).isEmpty();
        feed(" and ended\n");
        assertThat(lines).containsExactly("begun and ended");
    }

    @Test
    void keepsTheBeginningOfALineThatIsTooLongAndCountsIt() {
        for (int i = 0; i < 100; i++) {
            feed("x".repeat(1000));
        }
        feed("\nnext\n");
        feed("y".repeat(LineSplitter.MAX_LINE_BYTES + 1) + "\n" + "z".repeat(LineSplitter.MAX_LINE_BYTES) + "\n");

        assertThat(lines)
                .containsExactly(
                        "x".repeat(LineSplitter.MAX_LINE_BYTES),
                        "next",
                        "y".repeat(LineSplitter.MAX_LINE_BYTES),
                        "z".repeat(LineSplitter.MAX_LINE_BYTES));
        assertThat(splitter.linesCut()).isEqualTo(2);
    }

    @Test
    void skipsTheHoleThatATruncationLeaves() {
        feed("\0".repeat(70_000));
        feed("\0\0after the hole\nnext\0one\n");

        assertThat(lines).containsExactly("after the hole", "next\0one");
    }

    @Test
    void readsBytesThatAreNoText() {
        byte[] latin = "caf\u00e9\n".getBytes(ISO_8859_1);
        splitter.feed(latin, 0, latin.length);
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        splitter.feed(noise, 0, noise.length);
        splitter.end();

        assertThat(lines.get(0)).isEqualTo("caf\uFFFD");
        assertThat(lines).hasSizeGreaterThan(1000);
    }
}
