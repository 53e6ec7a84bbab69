// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar buddyscope.jar COMMAND}, as people and scripts run it. */
class CommandLineIT {
    private final Jdk jdk = Jdk.own();

    @TempDir
    Path directory;

    @Test
    void helpListsWhatIsThereAndNothingElse() {
        Ran help = command("help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains(
                        "attach PID",
                        "detach PID",
                        "list",
                        "explain",
                        "show",
                        "watch",
                        "report",
                        "doctor",
                        "relay",
                        "version");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void versionIsTheJars() {
        assertThat(command("version").out()).matches("buddyscope \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reports", "--nonsense", "\u001b[31m"})
    void aCommandThatIsNotThereIsWrongUsage(String word) {
        Ran ran = command(word);

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("there is no command", "help")
                .doesNotContain("\u001b");
    }

    @Test
    void noCommandAtAllIsWrongUsageAndGetsTheHelp() {
        Ran ran = command();

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("java -jar buddyscope.jar COMMAND");
    }

    @Test
    void reportMakesAPageOfARecording() throws IOException {
        Path recorded = directory.resolve("service.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            recording.stop();
            recording.dump(recorded);
        }

        Ran ran = command("report", recorded.toString());

        Path page = directory.resolve("service.html");
        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("none of Buddyscope's events", "Report: " + page);
        assertThat(page).content().contains("<style>", "<script>", "Content-Security-Policy");
    }

    @Test
    void explainGivesTheSeedItsVerdictPlainOrGzippedOrPiped() throws IOException {
        Path plain = Files.write(directory.resolve("kern.log"), Seed.lines());
        Path gzipped = directory.resolve("kern.log.1.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
            Files.copy(plain, out);
        }

        for (Path file : new Path[] {plain, gzipped}) {
            Ran ran = command("explain", file.toString());
            assertThat(ran.exit()).isZero();
            assertThat(ran.out())
                    .contains("FRAGMENTATION", "i40e", "2056 pages", "can't be told", "vm.min_free_kbytes")
                    .doesNotContain("\u001b");
        }
        try (ForkedJvm piped = ForkedJvm.of(jdk).command("explain", "--json")) {
            Seed.lines().forEach(piped::say);
            piped.closeInput();
            assertThat(piped.exitCode()).isZero();
            assertThat(piped.out())
                    .hasLineCount(1)
                    .contains("\"cause\":\"FRAGMENTATION\"", "\"task\":\"kworker/u448:1\"", "\"mode\":\"0x80d0\"");
        }
    }

    @Test
    void explainGoesOnAfterAFileThatCannotBeRead() throws IOException {
        Path good = Files.write(directory.resolve("good.log"), Seed.lines());

        Ran ran = command("explain", directory.resolve("none.log").toString(), good.toString());

        assertThat(ran.exit()).isEqualTo(3);
        assertThat(ran.out()).contains("FRAGMENTATION");
        assertThat(ran.err()).contains("none.log");
    }

    @Test
    void showAndDoctorTellOfThisHost() {
        assertThat(command("show").out()).contains("Node 0", "order", "state");
        Ran doctor = command("doctor", Long.toString(ProcessHandle.current().pid()));
        assertThat(doctor.exit()).isZero();
        assertThat(doctor.out()).contains("buddyinfo", "zoneinfo", "kernel log", "attach", "agent");
    }

    @Test
    void attachRefusesAProcessThatIsNoJvmAndLeavesItAlive() throws Exception {
        Process sleeping = new ProcessBuilder("sleep", "60").start();
        try {
            Ran ran = command("attach", Long.toString(sleeping.pid()));

            assertThat(ran.exit()).isEqualTo(4);
            assertThat(ran.err()).contains("no JVM");
            assertThat(sleeping.isAlive()).isTrue();
        } finally {
            sleeping.destroyForcibly().waitFor();
        }
        assertThat(command("attach", Long.toString(sleeping.pid())).exit()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attach",
                "detach",
                "attach x",
                "detach 1 2",
                "list 1",
                "doctor x",
                "show --nonsense",
                "watch x",
                "watch --period 1"
            })
    void wrongArgumentsAreWrongUsage(String line) {
        Ran ran = command(line.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isNotEmpty();
    }

    private Ran command(String... arguments) {
        return Ran.command(jdk, arguments);
    }
}
