// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Empty;
import io.github.buddyscope.it.service.Obedient;
import io.github.buddyscope.it.service.ServerWithOwnLogManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -javaagent} in JVMs of every release here: what the service and its operator must not notice. */
@ParameterizedClass
@MethodSource("jdks")
class AgentLifeIT {
    private static final Pattern HOOKED = Pattern.compile("hooked: \\w+ told=\\w+\n");

    private final Jdk jdk;

    AgentLifeIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void aServiceEndsWhenItWantsToAndNothingIsPrinted() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("").run(Empty.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("done\n");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aServiceThatHasRunForAWhileEndsTooAndNothingIsPrinted() {
        try (ForkedJvm jvm = service("")) {
            jvm.say("direct 2000000")
                    .say("gc")
                    .say("mbeans")
                    .awaitOut("mbeans:")
                    .say("threads")
                    .awaitOut("threads:");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out())
                    .contains("direct: 2000000", "gc: collected", "buddyscope")
                    .doesNotContain("warning"); // the JVM's own go to stdout
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void anOptionThatNobodyKnowsAndAValueThatDoesNotParseGetALineEach() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .agent("perod=1s,window=soon")
                .environment("BUDDYSCOPE_DIRECT", "perhaps")
                .run(Empty.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("done\n");
            assertThat(jvm.err().lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).startsWith("buddyscope: warning: "))
                    .anySatisfy(line -> assertThat(line).contains("perod=1s", "known are"))
                    .anySatisfy(line -> assertThat(line).contains("window", "'soon'", "default 5s"))
                    .anySatisfy(line -> assertThat(line).contains("BUDDYSCOPE_DIRECT", "'perhaps'", "on or off"));
        }
    }

    @Test
    void saysNothingAtAllWithTheLogOff() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("log=off,perod=1s").run(Empty.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aServerStillChoosesItsOwnLogManagerAfterTheAgentHasStarted() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("period=100ms").run(ServerWithOwnLogManager.class, "1500")) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("OwnLogManager\n");
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** The failure, the collections and the recording lead through every part of the agent's before the server chooses. */
    @Test
    void aServerChoosesItsOwnLogManagerThoughEverythingOfTheAgentsHasBeenAtWork(@TempDir Path directory)
            throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(Recorded.flags())
                .agent("period=100ms,window=100ms,direct.threshold=1,kernel=file:" + log)
                .run(Obedient.class)) {
            awaitRunning(jvm);
            jvm.say("gc").awaitOut("gc: collected").say("direct 3000000").awaitOut("direct: 3000000");
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> {
                        Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
                        return !Recorded.events(jdk, jvm, directory, "buddyscope.Verdict")
                                .isEmpty();
                    });

            jvm.say("ownlogmanager").awaitOut("ownlogmanager: OwnLogManager\n");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void theBeansAppearOnceSomebodyStartsTheManagementAgent(@TempDir Path directory) throws Exception {
        try (ForkedJvm jvm = service("")) {
            assertThat(jvm.out()).doesNotContain("mbeans");
            Recorded.jcmd(jdk, jvm, directory, "ManagementAgent.start_local");

            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                mbeans.names().containsAll(Set.of("buddyscope:type=Agent", "buddyscope:type=Host")));
                assertThat(mbeans.names()).anyMatch(name -> name.startsWith("buddyscope:type=Zone,"));
            }
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void theAgentGivenTwiceIsThereOnce() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("").agent("").run(Obedient.class)) {
            jvm.awaitOut("ready");
            awaitRunning(jvm);
            jvm.say("threads").awaitOut("threads:");
            assertThat(jvm.out()).containsPattern("threads: \\[buddyscope(, buddyscope-[a-z]+)*]");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void runsWithoutFlightRecorderInTheImage() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("--limit-modules", "java.base,java.instrument,java.management,jdk.management")
                .agent("")
                .run(Obedient.class)) {
            jvm.awaitOut("ready");
            awaitRunning(jvm);
            jvm.say("direct 5000000").say("hooked").awaitOut("hooked: true told=true");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void runsWithoutManagementInTheImage() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("--limit-modules", "java.base,java.instrument")
                .agent("")
                .run(Empty.class)) {
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.out()).isEqualTo("done\n");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void leavesJavaNioClosedToTheService() {
        try (ForkedJvm jvm = service("")) {
            jvm.say("opened").awaitOut("opened: false");
        }
    }

    private ForkedJvm service(String options) {
        ForkedJvm jvm = ForkedJvm.of(jdk).agent(options).run(Obedient.class);
        jvm.awaitOut("ready");
        awaitRunning(jvm);
        return jvm;
    }

    static void awaitRunning(ForkedJvm jvm) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            jvm.say("property");
            return jvm.out().contains("property: running");
        });
    }

    /** The hook is in the JDK's class and tells the agent, or is back there where another agent has changed the class. */
    static void awaitHooked(ForkedJvm jvm) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            jvm.forgetOut().say("hooked").awaitMatch(HOOKED);
            return jvm.out().contains("hooked: true told=true");
        });
    }
}
