// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayCommandTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int relay(String... arguments) {
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        return RelayCommand.run(java.util.List.of(arguments), print, print);
    }

    private String text() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sockets", "--socket", "--group", "now"})
    void sayWhatIsRight(String wrong) {
        assertThat(relay(wrong)).isEqualTo(2);
        assertThat(text()).contains(wrong, "usage: relay [--socket PATH]");
    }

    @Test
    void leavesAFileAloneThatIsWhereItsSocketShouldBe(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("relay.sock"), "precious");

        assertThat(relay("--socket", file.toString())).isEqualTo(3);
        assertThat(text()).contains(file + " is there and is no socket");
        assertThat(file).hasContent("precious");
    }
}
