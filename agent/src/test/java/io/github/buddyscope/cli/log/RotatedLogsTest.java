// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotatedLogsTest {
    @Test
    void numberedGenerationsComeOldestFirst() {
        assertThat(RotatedLogs.oldestFirst(
                        List.of("kern.log", "kern.log.1", "kern.log.10.gz", "kern.log.2.gz", "kern.log.3.gz")))
                .containsExactly("kern.log.10.gz", "kern.log.3.gz", "kern.log.2.gz", "kern.log.1", "kern.log");
    }

    @Test
    void datedGenerationsComeOldestFirst() {
        assertThat(RotatedLogs.oldestFirst(
                        List.of("messages", "messages-20250413.gz", "messages-20250330", "messages-20250406.gz")))
                .containsExactly("messages-20250330", "messages-20250406.gz", "messages-20250413.gz", "messages");
    }

    @Test
    void theMessagesOfEarlierBootsComeBeforeTheLast() {
        assertThat(RotatedLogs.oldestFirst(List.of("dmesg", "dmesg.0", "dmesg.1.gz", "dmesg.2.gz")))
                .containsExactly("dmesg.2.gz", "dmesg.1.gz", "dmesg.0", "dmesg");
    }

    @Test
    void otherFilesStayWhereTheyWereNamed() {
        assertThat(RotatedLogs.oldestFirst(List.of("b.log", "/var/log/kern.log", "a.log", "/var/log/kern.log.1", "-")))
                .containsExactly("b.log", "/var/log/kern.log.1", "/var/log/kern.log", "a.log", "-");
        assertThat(RotatedLogs.oldestFirst(List.of("a/kern.log", "b/kern.log.1", "2", "1", ".7", "-7")))
                .containsExactly("a/kern.log", "b/kern.log.1", "2", "1", ".7", "-7");
    }

    @Test
    void theSameFileMayBeNamedTwice() {
        assertThat(RotatedLogs.oldestFirst(List.of("x.1", "x", "x.1"))).containsExactly("x.1", "x.1", "x");
    }

    @Test
    void aNumberOfAnyLengthIsNoTrouble() {
        String digits = "9".repeat(1_000);
        assertThat(RotatedLogs.oldestFirst(List.of("x", "x." + digits, "x-" + digits)))
                .containsExactlyInAnyOrder("x", "x." + digits, "x-" + digits);
    }
}
