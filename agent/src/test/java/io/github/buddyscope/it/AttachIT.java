// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code attach} and {@code detach} on a JVM that was started without any flag. */
@ParameterizedClass
@MethodSource("jdks")
class AttachIT {
    private final Jdk jdk;
    private ForkedJvm service;
    private String pid;

    AttachIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void startAService() {
        service = ForkedJvm.of(jdk).run(Obedient.class).awaitOut("ready");
        pid = Long.toString(service.pid());
    }

    @AfterEach
    void killIt() {
        service.close();
    }

    @Test
    void attachesWithoutAWordOfItsOwnInTheService() {
        Ran attached = command("attach", pid);

        assertThat(attached.exit()).as(attached.toString()).isZero();
        assertThat(attached.out()).startsWith("Buddyscope ").endsWith(" runs in JVM " + pid + "\n");
        assertThat(attached.err()).isEmpty();
        service.say("hooked").awaitOut("hooked: true told=true");
        service.closeInput();
        assertThat(service.exitCode()).isZero();
        assertOnlyTheJvmsOwnWarning();
    }

    @Test
    void saysThatItIsThereAlreadyAndTakesNewOptions() {
        command("attach", pid);

        Ran again = command("attach", pid);
        Ran changed = command("attach", pid, "direct=off");

        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("already carries Buddyscope");
        assertThat(changed.exit()).isZero();
        assertThat(changed.out()).contains("new options are in force");
        service.say("hooked").awaitOut("hooked: false told=false");
        service.say("threads").awaitOut("threads:");
        assertThat(service.out()).containsPattern("threads: \\[buddyscope(, buddyscope-[a-z]+)*]");
    }

    @Test
    void detachesWithoutATraceAndCanComeBack() throws IOException {
        service.say("mbeans").awaitOut("mbeans: 0");
        List<String> filesBefore = openFiles();
        command("attach", pid);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            service.say("mbeans");
            return service.out().matches("(?s).*mbeans: [1-9].*");
        });

        Ran detached = command("detach", pid);

        assertThat(detached.exit()).as(detached.toString()).isZero();
        assertThat(detached.out()).isEqualTo("Buddyscope is out of JVM " + pid + "\n");
        ForkedJvm after = service.forgetOut();
        after.say("threads").awaitOut("threads: []\n");
        after.say("mbeans").awaitOut("mbeans: 0\n");
        after.say("property").awaitOut("property: null\n");
        after.say("hooked").awaitOut("hooked: false told=false");
        assertThat(openFiles()).isEqualTo(filesBefore);

        assertThat(command("detach", pid).out()).contains("carries no Buddyscope");
        assertThat(command("attach", pid).exit()).isZero();
        after.forgetOut().say("hooked").awaitOut("hooked: true told=true");
    }

    @Test
    void listsTheJvmsAndWhichCarryTheAgent() {
        assertThat(command("list").out()).containsPattern("(?m)^ *" + pid + "  - +.*Obedient");

        command("attach", pid);

        assertThat(command("list").out()).containsPattern("(?m)^ *" + pid + "  yes +.*Obedient");
    }

    @Test
    void refusesOptionsThatAreWrongBeforeAnythingIsTouched() {
        Ran refused = command("attach", pid, "period=never");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("period", "'never'", "100ms to 1h");
        service.say("threads").awaitOut("threads: []");
    }

    private void assertOnlyTheJvmsOwnWarning() {
        if (jdk.warnsOfAttachment()) {
            assertThat(service.err().lines()).hasSize(4).allMatch(line -> line.startsWith("WARNING: "));
        } else {
            assertThat(service.err()).isEmpty();
        }
    }

    private Path fileDescriptors() {
        return Path.of("/proc", pid, "fd");
    }

    /** What the service has open, but for its attach socket and the class path's archives. */
    private List<String> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(fileDescriptors())) {
            return descriptors
                    .map(AttachIT::target)
                    .filter(target -> target.startsWith("/dev/") || target.startsWith("/proc/"))
                    .sorted()
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private Ran command(String... arguments) {
        return Ran.command(jdk, arguments);
    }
}
