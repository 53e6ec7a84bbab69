// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.StartsLate;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Under JBoss Modules, as WildFly: the LogManager and the builder of the MBean server are chosen in main, when every agent has
 * started. An agent that touches either before breaks such a start ("The LogManager was not properly installed").
 */
@ParameterizedClass
@MethodSource("jdks")
class JBossIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLES = 20;

    private final Jdk jdk;

    JBossIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void startsAndStopsWithTheSameLogAsWithoutTheAgent() throws Exception {
        try (ForkedJvm plain = launch(ForkedJvm.of(jdk));
                ForkedJvm watched = launch(ForkedJvm.of(jdk).agent("period=100ms"))) {
            assertSame(plain, watched);
        }
    }

    /** However long the agent has run before: it has sampled, and tried to register, several times. */
    @Test
    void startsTheSameWhenTheAgentHasLongBegun() throws Exception {
        try (ForkedJvm plain = launchLate(ForkedJvm.of(jdk));
                ForkedJvm watched = launchLate(ForkedJvm.of(jdk).agent("period=100ms"))) {
            AgentLifeIT.awaitRunning(watched);
            long before = KernelThreads.waits(watched.pid(), "buddyscope-host");
            await().atMost(PATIENCE)
                    .until(() -> KernelThreads.waits(watched.pid(), "buddyscope-host") >= before + SAMPLES);
            watched.say("start");
            plain.say("start");
            assertSame(plain, watched);
        }
    }

    private static void assertSame(ForkedJvm plain, ForkedJvm watched) throws Exception {
        plain.awaitOut("MBeans in a domain of its own");
        watched.awaitOut("MBeans in a domain of its own");
        try (RemoteMBeans mbeans = RemoteMBeans.of(watched)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(mbeans.names()).contains("buddyscope:type=Agent"));
        }
        assertThat(plain.closeInput().exitCode()).as(plain.toString()).isZero();
        assertThat(watched.closeInput().exitCode()).as(watched.toString()).isZero();

        assertThat(comparable(watched.out()))
                .isEqualTo(comparable(plain.out()))
                .contains("started under org.jboss.logmanager.LogManager\n", "stopped\n");
        assertThat(watched.err()).isEqualTo(plain.err());
    }

    private static ForkedJvm launch(ForkedJvm.Builder builder) {
        return builder.command(Neighbours.jboss(), Neighbours.jbossArguments());
    }

    private static ForkedJvm launchLate(ForkedJvm.Builder builder) {
        return builder.classPath(Neighbours.jboss()).run(StartsLate.class, Neighbours.jbossArguments());
    }

    private static String comparable(String text) {
        return text.replaceAll("(?m)^property: .*\n", "").replaceAll("(?m)^\\S+Z ", "TIME ");
    }
}
