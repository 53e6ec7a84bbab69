// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0|true",
                "0|1|false",
                "0-1,3|1|true",
                "0-1,3|2|false",
                "0-1,3|3|true",
                "10-12,1023|12|true",
                "10-12,1023|1023|true",
                "2000|2000|true",
                // no lists of the kernel's
                "3-|3|false",
                "-3|2|true",
                "3-1|2|false",
                "1-2-3|2|false",
                ",,5|5|true",
                ",,5|0|false",
                "123456|123456|false",
                "0-99999999|7|false",
                "-|0|false",
            })
    void namesTheNodesOfItsRanges(String list, int node, boolean allowed) {
        assertThat(NodeList.allows(list, node)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "(null)", "/", "0-1 "})
    void whatIsNoListAllowsEveryNode(String list) {
        assertThat(NodeList.allows(list, 7)).isTrue();
        assertThat(NodeList.firstMissing(list, Set.of(0))).isEqualTo(1);
    }

    @Test
    void findsTheFirstNodeThatIsMissing() {
        assertThat(NodeList.firstMissing("0", Set.of(0))).isEqualTo(-1);
        assertThat(NodeList.firstMissing("4-5,2", Set.of(4))).isEqualTo(2);
        assertThat(NodeList.firstMissing(null, IntStream.range(0, 1024).boxed().collect(Collectors.toSet())))
                .isEqualTo(-1);
        assertThat(NodeList.firstMissing("0-1", Set.of(0))).isEqualTo(1);
        assertThat(NodeList.firstMissing("0,4-5", Set.of(0, 4))).isEqualTo(5);
        assertThat(NodeList.firstMissing("0,2000", Set.of(0)))
                .as("no kernel has so many")
                .isEqualTo(-1);
        assertThat(NodeList.firstMissing("9-8", Set.of())).isEqualTo(-1);
    }

    @Test
    void aListOfManyRangesIsReadOnce() {
        assertThat(NodeList.firstMissing("0-99999,".repeat(20), Set.of(0, 1, 2)))
                .isEqualTo(3);
    }
}
