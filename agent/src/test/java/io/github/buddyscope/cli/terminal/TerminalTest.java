// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.publish.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    private static final String PTY = "/dev/pts/3";

    @Test
    void aTerminalGetsColours() {
        assertThat(Terminal.of(Map.of("TERM", "xterm"), PTY)).isEqualTo(new Terminal(Palette.COLOUR, 80));
        assertThat(Terminal.of(Map.of("NO_COLOR", ""), "/dev/tty1").palette()).isEqualTo(Palette.COLOUR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipe:[123]", "/tmp/out.txt", "/dev/null", "socket:[5]", ""})
    void nothingElseDoes(String target) {
        assertThat(Terminal.of(Map.of("TERM", "xterm"), target).palette()).isEqualTo(Palette.PLAIN);
    }

    @Test
    void neitherDoesOneWhoseUserWantsNone() {
        assertThat(Terminal.of(Map.of("NO_COLOR", "1"), PTY).palette()).isEqualTo(Palette.PLAIN);
        assertThat(Terminal.of(Map.of("TERM", "dumb"), PTY).palette()).isEqualTo(Palette.PLAIN);
    }

    @Test
    void aStreamOtherThanStandardOutputIsNoTerminal() {
        assertThat(Terminal.behind(new PrintStream(new ByteArrayOutputStream())).palette())
                .isEqualTo(Palette.PLAIN);
    }

    @Test
    void aLineIsCutToTheTerminalAndWholeElsewhere() {
        assertThat(Terminal.cut("java -jar service.jar", 12)).isEqualTo("java -jar s…");
        assertThat(Terminal.cut("java -jar service.jar", 21)).isEqualTo("java -jar service.jar");
        assertThat(Terminal.fitting("x".repeat(4000), new PrintStream(new ByteArrayOutputStream())))
                .hasSize(4000);
    }

    @ParameterizedTest
    @CsvSource({"120, 120", "0, 80", "-5, 80", "wide, 80", "99999999999, 80"})
    void theWidthIsWhatTheShellSays(String columns, int width) {
        assertThat(Terminal.of(Map.of("COLUMNS", columns), PTY).width()).isEqualTo(width);
    }
}
