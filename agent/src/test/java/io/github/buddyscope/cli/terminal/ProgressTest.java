// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final Progress progress = Progress.shownOn(terminal);

    private String said() {
        String said = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return said;
    }

    @Test
    void saysHowMuchOfALongFileHasBeenRead() {
        progress.begin("kern.log", 2_000_000_000, 0);
        progress.at(500_000_000, 2 * SECOND);
        assertThat(said()).isEqualTo("\rkern.log: 25% of 2000 MB\u001b[K");
    }

    @Test
    void saysNothingWithinTheFirstSecondAndSeldomAfterIt() {
        progress.begin("kern.log", 2_000_000_000, 5);
        progress.at(500_000_000, SECOND);
        assertThat(said()).isEmpty();
        progress.at(600_000_000, SECOND + 5);
        assertThat(said()).contains("30%");
        progress.at(700_000_000, SECOND + 100_000_000);
        assertThat(said()).isEmpty();
        progress.at(800_000_000, SECOND + 200_000_005);
        assertThat(said()).contains("40%");
    }

    @Test
    void countsAPipeWhoseEndNobodyKnows() {
        progress.begin("standard input", 0, 0);
        progress.at(123_456_789, 2 * SECOND);
        assertThat(said()).isEqualTo("\rstandard input: 123 MB\u001b[K");
    }

    @Test
    void aFileThatGrowsMeanwhileIsNeverMoreThanWhole() {
        progress.begin("kern.log", 1_000_000, 0);
        progress.at(3_000_000, 2 * SECOND);
        assertThat(said()).contains("100% of 3 MB");
    }

    @Test
    void takesItsLineBackOnce() {
        progress.begin("kern.log", 2_000_000_000, 0);
        progress.at(500_000_000, 2 * SECOND);
        said();
        progress.clear();
        assertThat(said()).isEqualTo("\r\u001b[K");
        progress.clear();
        assertThat(said()).isEmpty();
    }

    @Test
    void aNameCannotTakeTheTerminalOver() {
        progress.begin("evil\u001b[2J\n" + "x".repeat(500), 0, 0);
        progress.at(1, 2 * SECOND);
        assertThat(said().replace("\u001b[K", ""))
                .doesNotContain("\u001b", "\n")
                .hasSizeLessThan(80);
    }

    @Test
    void saysNothingWhereThereIsNoTerminal() {
        Progress silent = Progress.on(terminal);
        silent.begin("kern.log", 2_000_000_000, 0);
        silent.at(500_000_000, 9 * SECOND);
        silent.clear();
        assertThat(said()).isEmpty();
    }
}
