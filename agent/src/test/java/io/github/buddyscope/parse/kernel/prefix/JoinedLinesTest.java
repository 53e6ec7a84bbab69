// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedLinesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Apr  9 07:32:42 web-1 kernel: %s",
                "2025-04-14T07:32:42.123456+02:00 web-1 kernel: %s",
                "[ 5823.104511] %s",
                "<4>[ 5823.104511] %s",
                "[Mon Apr 14 07:32:42 2025] %s"
            })
    void linesAreFoundByWhatStandsBeforeTheirText(String form) {
        String second = form.replace("5823", "15823").replace("42", "43").replace(" 9 ", "10 ");

        assertThat(JoinedLines.split(form.formatted("Mem-Info:") + " " + second.formatted("Node 0 [5] DMA: 3*4kB")))
                .containsExactly(form.formatted("Mem-Info:"), second.formatted("Node 0 [5] DMA: 3*4kB"));
    }

    @Test
    void aLogComesApartAsItWas() throws Exception {
        Path log = Path.of("src/test/resources/corpus/095-x86-4.14amzn-java-order0.log");
        List<String> lines = Files.readAllLines(log);

        assertThat(JoinedLines.split(String.join(" ", lines))).containsExactlyElementsOf(lines);
    }

    @Test
    void aBlankThatTheFieldLeftAtTheEndBelongsToTheLastLine() {
        assertThat(JoinedLines.split("[ 1.500000] a [ 1.600000] b "))
                .containsExactly("[ 1.500000] a", "[ 1.600000] b ");
    }

    @Test
    void withoutAStampTheTextStaysWhole() {
        String text = "java: page allocation failure: order:5, mode:0x80d0 Call Trace: dump_stack+0x1";

        assertThat(JoinedLines.split(text)).containsExactly(text);
        assertThat(JoinedLines.split("")).containsExactly("");
        assertThat(JoinedLines.split("[ 1.500000] ")).containsExactly("[ 1.500000] ");
    }

    @Test
    void blanksAndDigitsWithoutEndDoNotStallIt() {
        String stamp = "2025-04-14T07:32:42+02:00 web-1 kernel: ";
        String hostile = stamp + " ".repeat(1 << 20) + "1".repeat(1 << 20) + " 1".repeat(1 << 20);

        assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(JoinedLines.split(hostile)).containsExactly(hostile));
    }
}
