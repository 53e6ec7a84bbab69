// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSetsTest {
    private static String emptied(String text) {
        byte[] bytes = Texts.bytes(text);
        int length = PageSets.emptied(bytes, 0, bytes.length);
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    @Test
    void emptiesTheLinesOfEachProcessorAndKeepsTheirEnds() {
        String text = """
                  pagesets
                    cpu: 0
                              count:    1024
                              high:     1444
                              batch:    63
                              high_min: 1444
                              high_max: 48307
                  vm stats threshold: 24
                Node 0, zone   Normal
                """;

        assertThat(emptied(text)).isEqualTo("  pagesets\n\n\n\n\n\n\n\nNode 0, zone   Normal\n");
    }

    @Test
    void aLineThatHasNotEndedIsLeftAsItIs() {
        assertThat(emptied("    cpu: 0\n    cpu: 1")).isEqualTo("\n    cpu: 1");
        assertThat(emptied("    cpu: 0\n    cpu")).isEqualTo("\n    cpu");
        assertThat(emptied("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  pages free     771890\n",
                "        high     3660\n",
                "        protection: (0, 0, 21071, 21071, 21071)\n",
                "  reserved_highatomic: 512\n",
                "  free_highatomic:     0\n",
                "Node 0, zone   Normal\n",
                "high:\n",
                ": 5\n",
                "\n",
                "high: x5\n",
                "h\u00e4gh: 5\n"
            })
    void leavesEveryOtherLine(String line) {
        assertThat(emptied(line)).isEqualTo(line.equals(": 5\n") ? "\n" : line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zoneinfo-x86-6.18.txt",
                "zoneinfo-x86-3.x-2node.txt",
                "zoneinfo-x86-4.x-pernodestats.txt",
                "zoneinfo-node-exporter-fixture.txt"
            })
    void theParserReadsTheSameWithoutThem(String name) {
        byte[] text = Texts.captured(name);
        byte[] emptied = text.clone();
        int length = PageSets.emptied(emptied, 0, emptied.length);

        assertThat(ZoneInfoParser.parse(emptied, length)).isEqualTo(ZoneInfoParser.parse(text, text.length));
        assertThat(length).isLessThan(text.length);
    }
}
