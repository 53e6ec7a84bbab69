// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.TaskStat;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TaskStatParserTest {
    private static final String REAL =
            "4077 (VM Thread) S 4070 4071 4068 0 -1 1077936192 1523 12 7 0 31 18 0 0 20 0 19 0"
                    + " 1576965 3555123200 13190 18446744073709551615 1 1 0 0 0 0 4 0 16800975 0 0 0 -1 0 0 0 0 0 0\n";

    @Test
    void readsFaultsAndTimes() {
        assertThat(parse(REAL)).isEqualTo(new TaskStat(1_523, 7, 31, 18));
    }

    @Test
    void aNameMayLookLikeTheRestOfTheLine() {
        assertThat(parse(REAL.replace("VM Thread", "a) S 1 2 3 (b) 9"))).isEqualTo(new TaskStat(1_523, 7, 31, 18));
    }

    @Test
    void whatIsNoSuchLineIsNothing() {
        assertThat(parse("")).isNull();
        assertThat(parse("4077 VM Thread S 1")).isNull();
        assertThat(parse(REAL.substring(0, 60))).isNull();
        assertThat(parse(REAL.replace("1523", "15x3"))).isNull();
    }

    private static TaskStat parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return TaskStatParser.parse(bytes, bytes.length);
    }
}
