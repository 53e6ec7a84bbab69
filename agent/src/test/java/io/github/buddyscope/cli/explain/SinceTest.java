// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.buddyscope.cli.terminal.WrongUsage;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2025, 4, 14, 12, 30, 15);

    @ParameterizedTest
    @CsvSource({
        "2025-04-01, 2025-04-01T00:00:00",
        "2025-04-01 07:32, 2025-04-01T07:32:00",
        "2025-04-01 07:32:42, 2025-04-01T07:32:42",
        "2025-04-01T07:32:42.5, 2025-04-01T07:32:42.5",
        "07:32, 2025-04-14T07:32:00",
        "07:32:42, 2025-04-14T07:32:42",
        "today, 2025-04-14T00:00:00",
        "Yesterday, 2025-04-13T00:00:00",
        "now, 2025-04-14T12:30:15",
        "@86400, 1970-01-02T00:00:00",
        "2h, 2025-04-14T10:30:15",
        "-2h, 2025-04-14T10:30:15",
        "7d, 2025-04-07T12:30:15",
        "3 days ago, 2025-04-11T12:30:15",
        "1 week ago, 2025-04-07T12:30:15",
        "1h30min, 2025-04-14T11:00:15",
        "1h 30min ago, 2025-04-14T11:00:15",
        "90s, 2025-04-14T12:28:45"
    })
    void takesWhatJournalctlTakes(String typed, LocalDateTime time) throws WrongUsage {
        assertThat(Since.parse(typed, NOW, ZoneOffset.UTC)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2",
                "h",
                "ago",
                "2 fortnights",
                "2025-02-30",
                "2025-4-1",
                "25:00",
                "tomorrowish",
                "@",
                "@x",
                "-",
                "99999999999h",
                "2025-04-01 07",
                "1h-30m",
                "\u001b[31m",
                "2h ago ago"
            })
    void saysWhatIsRightForAnythingElse(String typed) {
        assertThatThrownBy(() -> Since.parse(typed, NOW, ZoneOffset.UTC))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("--since takes a time like")
                .message()
                .doesNotContain("\u001b", "\n");
    }
}
