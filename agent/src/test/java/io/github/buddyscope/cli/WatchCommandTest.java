// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.terminal.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return WatchCommand.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--period 50ms | --period takes 100ms to 1h, not '50ms'",
                "--period=2h | --period takes 100ms to 1h, not '2h'",
                "--period soon | --period takes 100ms to 1h, not 'soon'",
                "--samples 0 | --samples takes a number from 1, not '0'",
                "--samples=1e3 | --samples takes a number from 1, not '1e3'",
                "--trace maybe | --trace takes auto or off, not 'maybe'",
                "--colour red | there is no option --colour",
                "--period | --period needs a value, or isn't an option",
                "java | 'java' is no process id",
                "1 2 | '2' is no process id",
            })
    void saysWhatIsWrongAndWhatIsRight(String line, String why) {
        assertThat(run(line.split(" "))).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("buddyscope: " + why + System.lineSeparator() + "usage: watch [PID]");
        assertThat(out.size()).isZero();
    }

    @Test
    void saysThatThereIsNoSuchProcess() {
        // above the kernel's limit of process ids, 2^22
        assertThat(run("--samples", "1", "4194999")).isEqualTo(ExitStatus.UNREACHABLE_JVM);
        assertThat(err).hasToString("buddyscope: there is no process 4194999" + System.lineSeparator());
    }

    @Test
    void saysWhichFileOfTheHostCannotBeRead(@TempDir Path empty) {
        assertThat(run("--proc", empty.toString())).isEqualTo(ExitStatus.UNREADABLE_INPUT);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(empty.resolve("buddyinfo") + " can't be read", "--proc DIR");
    }

    @Test
    void aHostileArgumentSteersNoTerminal() {
        run("--\u001b[31m", "x");

        assertThat(err.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u001b")
                .contains("there is no option");
    }
}
