// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.cli.terminal.ExitStatus;
import io.github.buddyscope.publish.report.ReportPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    static Path shared;

    private static Path recording;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void record() throws IOException {
        recording = shared.resolve("none-of-ours.jfr");
        try (jdk.jfr.Recording none = new jdk.jfr.Recording()) {
            none.start();
            none.stop();
            none.dump(recording);
        }
    }

    @Test
    void thePageStandsNextToTheRecordingAndItsPathIsPrinted() throws IOException {
        Path copy = Files.copy(recording, folder.resolve("service.jfr"));

        assertThat(report(copy)).isEqualTo(ExitStatus.DONE);

        Path page = folder.resolve("service.html");
        assertThat(page).content().startsWith(ReportPage.BEGIN).contains("none of Buddyscope");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Report: " + page.toAbsolutePath(), "was not watched.");
        assertThat(files()).containsExactlyInAnyOrder("service.jfr", "service.html");
        assertThat(report(copy)).as("over a page of ours").isEqualTo(ExitStatus.DONE);
    }

    @Test
    void whatIsSomebodyElsesIsOverwrittenOnlyWhereItWasNamed() throws IOException {
        Path copy = Files.copy(recording, folder.resolve("service.jfr"));
        Path page = Files.writeString(folder.resolve("service.html"), "my notes");

        assertThat(report(copy)).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(page).hasContent("my notes");
        assertThat(err.toString()).contains("no report of Buddyscope's", "-o");

        assertThat(report(copy, "-o", page)).isEqualTo(ExitStatus.DONE);
        assertThat(page).content().startsWith(ReportPage.BEGIN);
    }

    @Test
    void neverWritesOverTheRecordingItself() throws IOException {
        Path copy = Files.copy(recording, folder.resolve("service.jfr"));

        assertThat(report(copy, "-o", copy)).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(copy).hasSameBinaryContentAs(recording);
    }

    @Test
    void namesADirectoryThatIsMissing() {
        assertThat(report(recording, "-o", folder.resolve("there/page.html"))).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(err.toString()).contains("there is no directory").doesNotContain("Exception");
    }

    @Test
    void textGoesToTheTerminalAndNoPageIsWritten() throws IOException {
        Path copy = Files.copy(recording, folder.resolve("service.jfr"));

        assertThat(report("--text", copy)).isEqualTo(ExitStatus.DONE);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("What this report can't tell", "none of Buddyscope");
        assertThat(files()).containsExactly("service.jfr");
    }

    @Test
    void saysWhatCantBeRead() throws IOException {
        Path text = Files.writeString(folder.resolve("no.jfr"), "not at all");

        assertThat(report(folder.resolve("absent.jfr"))).isEqualTo(ExitStatus.UNREADABLE_INPUT);
        assertThat(report(text)).isEqualTo(ExitStatus.UNREADABLE_INPUT);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("buddyscope: can't read "));
        assertThat(err.toString()).contains("there is no such file", "no flight recording");
    }

    @Test
    void aJavaWithoutFlightRecorderIsAnAnswerToo() {
        int status = ReportCommand.run(List.of(recording.toString()), print(out), print(err), false);

        assertThat(status).isEqualTo(ExitStatus.UNREADABLE_INPUT);
        assertThat(err.toString()).contains("jdk.jfr").hasLineCount(1);
    }

    @Test
    void wrongUsageIsOneLineThatSaysWhatIsRight() {
        assertThat(report()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(report("a.jfr", "b.jfr")).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(report("--pdf", "a.jfr")).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(report("a.jfr", "-o")).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(report("a.jfr", "-o", "b.html", "--text")).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(report("a\0.jfr")).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(err.toString().lines()).hasSize(6).allMatch(line -> line.startsWith("buddyscope: "));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }

    private int report(Object... arguments) {
        List<String> words = Stream.of(arguments).map(Object::toString).toList();
        return ReportCommand.run(words, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
