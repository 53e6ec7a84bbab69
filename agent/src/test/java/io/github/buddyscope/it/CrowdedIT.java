// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.service.Obedient;
import io.github.buddyscope.it.service.OtherAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
    void bothSeeEveryAllocationWhicheverCameFirst() {
        assertLivesWith(jvm().agent(other, "").agent(""));
        assertLivesWith(jvm().agent("").agent(other, ""));
    }

    private void assertLivesWith(ForkedJvm.Builder builder) {
        try (ForkedJvm jvm = builder.run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");

            jvm.say("retransform").awaitOut("retransform: NOP\n");
            jvm.forgetOut().say("hooked").awaitOut("hooked: true told=true");

            Ran.command(jdk, "detach", Long.toString(jvm.pid()));
            jvm.say("hooked").awaitOut("hooked: false told=false");
            jvm.forgetOut().say("retransform").awaitOut("retransform: NOP\n");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
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
