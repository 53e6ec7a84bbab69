// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.service.Obedient;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent opens nothing to the network, and asks nobody there: the kernel has no such socket of that JVM's. */
@ParameterizedClass
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
    void oneThatIsThereWouldBeSeen() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(NetworkSockets.of(ProcessHandle.current().pid()))
                    .anyMatch(line -> line.contains(String.format(":%04X ", socket.getLocalPort())));
        }
    }
}
