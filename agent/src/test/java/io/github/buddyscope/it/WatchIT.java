// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code watch} in a real terminal, and in a pipe. */
class WatchIT {
    private final Jdk jdk = Jdk.own();

    @TempDir
    Path directory;

    @Test
    void takesTheTerminalFollowsItsSizeAndGivesItBackHoweverItEnds() throws IOException {
        Path log = Files.writeString(directory.resolve("kern.log"), "");
        try (Tmux terminal = new Tmux(directory, 80, 24)) {
            terminal.type("cd " + directory);
            terminal.type("stty -a > before; echo ready");
            terminal.await("ready\n");

            terminal.type(watch(log));
            String first = terminal.await("order", "Node 0", "failures and stalls", "quit");
            assertThat(first.lines()).hasSizeLessThanOrEqualTo(24).allMatch(line -> line.length() <= 80);
            assertThat(terminal.fact("alternate_on")).isEqualTo("1");
            assertThat(terminal.fact("cursor_flag")).isEqualTo("0");

            Files.write(log, Seed.lines(), StandardOpenOption.APPEND);
            terminal.await("kworker/u448:1 failed to get 128 KiB", "FRAGMENTATION", "1 failure logged");

            terminal.resize(40, 10);
            await().untilAsserted(() ->
                    assertThat(terminal.text()).contains("zone ", "waits ").doesNotContain("quit"));
            terminal.resize(130, 30);
            terminal.await("largest order", "quit");
            terminal.press("?");
            terminal.await("what it shows");
            terminal.press("?");
            terminal.press("Space");
            terminal.await(" paused ");

            terminal.press("q");
            assertGivenBack(terminal);
            for (String signal : List.of("C-c", "TERM", "HUP", "C-z")) {
                terminal.type(watch(log));
                terminal.await("failures and stalls", "quit");
                if (signal.startsWith("C-")) {
                    terminal.press(signal);
                } else {
                    terminal.resize(80, 24);
                    new ProcessBuilder("kill", "-" + signal, child(terminal)).start();
                }
                assertGivenBack(terminal);
            }
            terminal.type("fg");
            terminal.await("failures and stalls", "quit");
            terminal.press("q");
            assertGivenBack(terminal);
        }
    }

    /** The shell's own screen, its cursor, and the settings as they were. */
    private void assertGivenBack(Tmux terminal) throws IOException {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> terminal.fact("alternate_on").equals("0"));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> terminal.fact("pane_current_command").equals("sh"));
        Path after = directory.resolve("after");
        Files.deleteIfExists(after);
        terminal.type("stty -a > after.part; mv after.part after");
        await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(after));
        // a terminal that was resized meanwhile has other rows and columns
        assertThat(settings(after)).isEqualTo(settings(directory.resolve("before")));
        assertThat(terminal.fact("cursor_flag")).isEqualTo("1");
        assertThat(terminal.text()).contains("stty -a > after").doesNotContain("failures and stalls");
        terminal.type("clear");
    }

    private static String settings(Path file) throws IOException {
        return Files.readString(file).replaceAll("(rows|columns) \\d+", "$1");
    }

    private static String child(Tmux terminal) throws IOException {
        long shell = Long.parseLong(terminal.fact("pane_pid"));
        return ProcessHandle.of(shell)
                .flatMap(sh -> sh.descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("/java"))
                        .findFirst())
                .map(process -> Long.toString(process.pid()))
                .orElseThrow();
    }

    private String watch(Path log) {
        return String.join(
                " ",
                jdk.tool("java"),
                "-Xmx128m",
                "-jar",
                Path.of(System.getProperty("buddyscope.jar")).toAbsolutePath().toString(),
                "watch --period 200ms --trace off --kernel file:" + log);
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void inAPipeItPrintsLinesOfAHostAndAJvmAndEndsQuietlyWhenNobodyReads(Jdk each) throws Exception {
        try (ForkedJvm jvm =
                ForkedJvm.of(each).agent("trace=off").run(Obedient.class).awaitOut("ready")) {
            Process watch = new ProcessBuilder(
                            each.tool("java"),
                            "-Xmx128m",
                            "-jar",
                            System.getProperty("buddyscope.jar"),
                            "watch",
                            Long.toString(jvm.pid()),
                            "--period=200ms",
                            "--trace=off",
                            "--kernel=none")
                    .redirectError(directory.resolve("err").toFile())
                    .start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
                String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ";
                String line = lines.readLine();
                assertThat(line).matches(time + "zone    node=0 zone=\\S+ state=\\S+ largest=-?\\d+ free=\\d+ .*");
                while (!line.contains(" jvm ") || !line.contains("agent=0")) {
                    line = lines.readLine();
                    assertThat(line).isNotNull().matches(time + "(zone|host|jvm|stall|source) .*");
                }
                assertThat(line).contains("pid=" + jvm.pid() + " pauses=", " direct=");
            }
            assertThat(watch.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.exitValue()).isZero();
            assertThat(directory.resolve("err")).isEmptyFile();
            assertThat(jvm.err())
                    .as("attaching for its MBeans loads no agent, of which newer JVMs would warn")
                    .isEmpty();
        }
    }
}
