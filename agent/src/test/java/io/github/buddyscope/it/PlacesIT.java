// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the jar lies and what of the host can be read. */
@ParameterizedClass
@MethodSource("jdks")
class PlacesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    PlacesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void theJarMayLieWhereItsPathHasBlanksAndMore() throws IOException {
        Path jar = copyTo(directory.resolve("wow!").resolve("br\u00e4nd new & 100%"));
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .environment("LC_ALL", "C.UTF-8") // in the C locale a JVM finds no such file at all
                .agent(jar, "")
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aJarThatIsDeletedUnderTheAgentChangesNothing() throws IOException {
        Path jar = copyTo(directory);
        try (ForkedJvm jvm = quiet().agent(jar, "").run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            Files.delete(jar);

            assertThat(Ran.command(jdk, "detach", Long.toString(jvm.pid())).exit())
                    .isZero();

            assertGone(jvm);
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** What was loaded runs on; what wasn't can't be. The service must not notice, and a detach takes out what it can. */
    @Test
    void aJarThatIsOverwrittenUnderTheAgentHarmsTheAgentAlone() throws IOException {
        Path jar = copyTo(directory);
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = quiet().flags(Recorded.flags())
                .agent(jar, "period=100ms,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            try (RandomAccessFile overwritten = new RandomAccessFile(jar.toFile(), "rw")) {
                overwritten.write(new byte[(int) overwritten.length()]);
            }

            Files.write(log, Seed.linesOfNow());
            jvm.say("gc").say("direct 3000000").say("mbeans").awaitOut("mbeans: ");
            jvm.say("hooked").awaitOut("hooked: true told=true");
            jvm.awaitErr("\n");
            assertThat(Ran.command(jdk, "detach", Long.toString(jvm.pid())).exit())
                    .isZero();

            assertGone(jvm);
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("buddyscope: warning: java.lang.NoClassDefFoundError: ")
                    .endsWith("; if buddyscope.jar was replaced under this JVM: detach, or restart it");
        }
    }

    @Test
    void anotherUserIsToldWhatCannotBeReadALineEachWithItsRemedy() throws IOException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can run as somebody else");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/runuser")), "there is no runuser");
        Path jar = copyTo(Files.createTempDirectory(Path.of("/tmp"), "buddyscope"));
        jar.getParent().toFile().setExecutable(true, false);
        jar.getParent().toFile().setReadable(true, false);
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .under("/usr/sbin/runuser", "-u", "nobody", "--")
                .agent(jar, "kernel=kmsg")
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");
            jvm.awaitErr("\n").closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("buddyscope: warning: kmsg: ")
                    .contains("; to get it: ");
        } finally {
            Files.delete(jar);
            Files.delete(jar.getParent());
        }
    }

    @Test
    void aProcThatIsNotThereIsOneLineAndTheRestGoesOn() {
        List<String> lines = complaintsAbout(directory.resolve("nowhere"));

        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith("buddyscope: warning: ")
                        .contains("nowhere isn't there", "; to get it: "));
    }

    @Test
    void aProcOfGarbageIsALineForEachFileAndTheRestGoesOn() throws IOException {
        byte[] garbage = new byte[4096];
        new java.util.Random(7).nextBytes(garbage);
        Files.createDirectory(directory.resolve("pressure"));
        for (String file : List.of("buddyinfo", "zoneinfo", "vmstat", "pressure/memory")) {
            Files.write(directory.resolve(file), garbage);
        }

        assertThat(complaintsAbout(directory))
                .hasSize(4)
                .allSatisfy(line ->
                        assertThat(line).startsWith("buddyscope: warning: ").matches("\\p{Print}*"));
    }

    private List<String> complaintsAbout(Path proc) {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .agent("period=100ms,kernel=none,proc=" + proc)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");
            jvm.say("mbeans").awaitOut("mbeans: ");
            await().atMost(PATIENCE).until(() -> {
                jvm.say("mbeans");
                return jvm.out().matches("(?s).*mbeans: [1-9].*");
            });
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            return jvm.err().lines().toList();
        }
    }

    private static void assertGone(ForkedJvm jvm) {
        jvm.forgetOut().say("threads").awaitOut("threads: []\n");
        jvm.say("property").awaitOut("property: null\n");
        jvm.say("mbeans").awaitOut("mbeans: 0\n");
        jvm.say("hooked").awaitOut("hooked: false told=false");
    }

    private ForkedJvm.Builder quiet() {
        return ForkedJvm.of(jdk).flags("-XX:+EnableDynamicAgentLoading");
    }

    private static Path copyTo(Path place) throws IOException {
        Files.createDirectories(place);
        return Files.copy(ForkedJvm.AGENT, place.resolve("buddyscope.jar"));
    }
}
