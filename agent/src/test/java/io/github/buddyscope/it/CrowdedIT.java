// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import io.github.buddyscope.it.service.OtherAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Next to another agent that changes {@code java.nio.Bits} too, by a Byte Buddy that is the service's own. */
@ParameterizedClass
@MethodSource("jdks")
class CrowdedIT {
    private static final Pattern SOURCES = Pattern.compile("sources: .*\n");
    private static final String ASSERTION = "*** java.lang.instrument ASSERTION FAILED ***";

    private final Jdk jdk;

    @TempDir
    Path directory;

    private Path other;

    CrowdedIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void packTheOtherAgent() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", OtherAgent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        other = directory.resolve("other.jar");
        try (OutputStream out = Files.newOutputStream(other)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @Test
    void bothSeeAllocationsWhicheverCameFirst() {
        assertLivesWith(jvm().agent(other, "").agent(""));
        assertLivesWith(jvm().agent("").agent(other, ""));
    }

    private void assertLivesWith(ForkedJvm.Builder builder) {
        try (ForkedJvm jvm = builder.run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            AgentLifeIT.awaitHooked(jvm);

            jvm.say("retransform").awaitOut("retransform: NOP\n");
            AgentLifeIT.awaitHooked(jvm);

            Ran.command(jdk, "detach", Long.toString(jvm.pid()));
            jvm.forgetOut().say("hooked").awaitOut("hooked: false told=false");
            jvm.forgetOut().say("retransform").awaitOut("retransform: NOP\n");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void whatMayHaveBeenMissedUntilTheHookWasBackIsSaid() {
        try (ForkedJvm jvm = jvm().agent(other, "")
                .agent("period=100ms,kernel=none,trace=off")
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            AgentLifeIT.awaitHooked(jvm);
            jvm.say("retransform").awaitOut("retransform: NOP\n");
            AgentLifeIT.awaitHooked(jvm);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                jvm.forgetOut().say("mbeans").say("sources").awaitMatch(SOURCES);
                assertThat(jvm.out())
                        .containsPattern("direct=OK [^\\]]*another agent's changes of java.nio.Bits, [12] so far"
                                + "[^\\]]* within [0-9]+ ms");
            });
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** The JVM's own agent library prints it for each class that it can't hand to a transformer. */
    @Test
    void nothingIsPrintedForOursWhereClassesAreLoadedWithoutAnyHeapLeft() {
        assertThat(loadedInAFullHeap(jvm().agent(other, ""), false)).contains(ASSERTION);
        assertThat(loadedInAFullHeap(jvm().agent("kernel=none,trace=off"), true))
                .doesNotContain(ASSERTION);
    }

    private static String loadedInAFullHeap(ForkedJvm.Builder builder, boolean ours) {
        try (ForkedJvm jvm =
                builder.flags("-Xmx16m", "-XX:+UseSerialGC").run(Obedient.class).awaitOut("ready")) {
            if (ours) {
                AgentLifeIT.awaitRunning(jvm);
            }
            jvm.say("loadfull").awaitOut("loadfull: ").closeInput();
            assertThat(jvm.exitCode()).isZero();
            return jvm.err();
        }
    }

    private ForkedJvm.Builder jvm() {
        return ForkedJvm.of(jdk).classPath(byteBuddy()).flags("-XX:+EnableDynamicAgentLoading");
    }

    private static Path byteBuddy() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> entry.matches(".*/byte-buddy-[0-9.]+\\.jar"))
                .map(Path::of)
                .findFirst()
                .orElseThrow();
    }
}
