// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent opens nothing to the network, and asks nobody there: the kernel has no such socket of that JVM's. */
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@MethodSource("jdks")
class NoPortIT {
    private final Jdk jdk;

    NoPortIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void aServiceWithTheAgentHasNoSocketOfTheNetwork() throws Exception {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).agent("period=100ms").run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("mbeans").awaitOut("mbeans: ");
            jvm.say("hooked").awaitOut("hooked: true told=true");

            assertThat(NetworkSockets.of(jvm.pid())).isEmpty();
        }
    }

    @Test
    void neitherAttachNorDetachLeavesOne() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-XX:+EnableDynamicAgentLoading")
                .run(Obedient.class)
                .awaitOut("ready")) {
            String pid = Long.toString(jvm.pid());
            assertThat(Ran.command(jdk, "attach", pid).exit()).isZero();
            assertThat(NetworkSockets.of(jvm.pid())).isEmpty();

            assertThat(Ran.command(jdk, "detach", pid).exit()).isZero();
            assertThat(NetworkSockets.of(jvm.pid())).isEmpty();
        }
    }

    @Test
    void watchOpensNothingInAJvmWithTheAgentAndLeavesNothingThereHoweverItEnds() throws Exception {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).agent("period=100ms").run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("mbeans").awaitOut("mbeans: ").say("direct 3000000").awaitOut("direct: 3000000");
            Set<String> before = NetworkSockets.listening(jvm.pid());
            for (int round = 0; round < 2; round++) {
                try (ForkedJvm watch = watch(jvm).awaitOut("agent=0")) {
                    assertThat(watch.out()).contains("direct=3").doesNotContain("lack=");
                    assertThat(Tasks.of(jvm.pid())).contains("buddyscope-look");
                    assertThat(NetworkSockets.of(jvm.pid())).isEmpty();
                    assertThat(NetworkSockets.listening(jvm.pid())).isEqualTo(before);
                } // by SIGKILL
                await().atMost(60, TimeUnit.SECONDS)
                        .until(() -> !Tasks.of(jvm.pid()).contains("buddyscope-look"));
            }
            assertUntouched(jvm, before);
        }
    }

    @Test
    void watchOpensNothingInAJvmWithoutTheAgent() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).run(Obedient.class).awaitOut("ready")) {
            Set<String> before = NetworkSockets.listening(jvm.pid());
            jvm.say("gc").awaitOut("gc: ");
            try (ForkedJvm watch = watch(jvm).awaitOut("lack=")) {
                assertThat(watch.out()).containsPattern("pauses=[1-9]").contains("direct=- ", "attach " + jvm.pid());
            }
            assertUntouched(jvm, before);
        }
    }

    private ForkedJvm watch(ForkedJvm jvm) {
        String pid = Long.toString(jvm.pid());
        return ForkedJvm.of(jdk).command("watch", pid, "--period=100ms", "--kernel=none", "--trace=off");
    }

    private static void assertUntouched(ForkedJvm jvm, Set<String> before) throws IOException {
        assertThat(NetworkSockets.of(jvm.pid())).isEmpty();
        assertThat(NetworkSockets.listening(jvm.pid())).isEqualTo(before);
        assertThat(Tasks.of(jvm.pid()))
                .as("nobody attached, and there's no connector")
                .doesNotContain("Attach Listener")
                .noneMatch(name -> name.startsWith("RMI") || name.startsWith("JMX"));
        assertThat(Path.of("/tmp/.java_pid" + jvm.pid())).doesNotExist();
        try (Stream<Path> left = Files.list(Path.of("/tmp"))) {
            assertThat(left.map(Path::toString))
                    .noneMatch(file -> file.startsWith("/tmp/.buddyscope_" + jvm.pid() + "_"));
        }
        assertThat(jvm.closeInput().exitCode()).isZero();
        assertThat(jvm.err()).isEmpty();
    }

    @Test
    void watchUsesAConnectorThatRunsWithoutOpeningAnother() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).run(Obedient.class).awaitOut("ready")) {
            RemoteMBeans.of(jvm).close();
            Set<String> before = NetworkSockets.listening(jvm.pid());
            assertThat(before).anyMatch(line -> line.startsWith("tcp"));
            try (ForkedJvm watch = watch(jvm)) {
                watch.awaitMatch(Pattern.compile(" direct=\\d"));
                assertThat(watch.out()).doesNotContain("lack=");
                assertThat(NetworkSockets.listening(jvm.pid())).isEqualTo(before);
            }
            assertThat(NetworkSockets.listening(jvm.pid())).isEqualTo(before);
        }
    }

    @Test
    void oneThatIsThereWouldBeSeen() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            String port = String.format(":%04X", socket.getLocalPort());
            long self = ProcessHandle.current().pid();
            assertThat(NetworkSockets.of(self)).anyMatch(line -> line.contains(port + " "));
            assertThat(NetworkSockets.listening(self)).anyMatch(address -> address.endsWith(port));
        }
    }
}
