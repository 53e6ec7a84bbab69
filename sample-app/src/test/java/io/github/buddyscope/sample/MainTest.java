// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port                     | --port needs a number",
                "--port x                   | --port is a number from 0 to 65535, not 'x'",
                "--port -1                  | --port is a number from 0 to 65535, not '-1'",
                "--port 65536               | --port is a number from 0 to 65535",
                "--port 0 extra             | the service takes --port only",
                "nonsense                   | there is no command 'nonsense'",
                "load                       | load takes the URL of a gateway",
                "load http://127.0.0.1/ --x 1 | there is no option '--x' here",
                "load http://127.0.0.1/ --seconds 0 | --seconds is a number from 1 to 3600",
                "load http://192.0.2.1/     | load goes to this host only",
                "verdicts                   | verdicts takes the path of a recording",
                "compare                    | compare takes the directory of a starved run",
                "await one two three        | what the event is to have is FIELD=VALUE, not 'three'",
                "await only-one             | await takes a repository and the name of an event",
            })
    void saysWhatWouldBeRight(String line, String said) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("sample-app: " + said);
        assertThat(out.size()).isZero();
    }

    @Test
    void tellsInputThatCannotBeReadFromWrongUsage(@TempDir Path directory) {
        assertThat(run("verdicts", directory.resolve("none.jfr").toString())).isEqualTo(3);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Main.USAGE);
    }

    private int run(String... args) {
        return Main.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
