// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose loader the agent's classes are of. */
@ParameterizedClass
@MethodSource("jdks")
class AgentClassesIT {
    private static final String LOADER = "io.github.buddyscope.entry.AgentClasses";

    private final Jdk jdk;

    @TempDir
    Path directory;

    AgentClassesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    private String loadersOf(ForkedJvm jvm) {
        AgentLifeIT.awaitRunning(jvm);
        jvm.say("hooked").awaitOut("hooked: true told=true");
        return Recorded.jcmd(jdk, jvm, directory, "VM.classloaders");
    }

    private void assertEndsQuietly(ForkedJvm jvm) {
        jvm.closeInput();
        assertThat(jvm.exitCode()).isZero();
        assertThat(jvm.err()).isEmpty();
    }

    @Test
    void theyHaveOneOfTheirOwn() {
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent("trace=off").run(Obedient.class)) {
            assertThat(loadersOf(jvm)).containsOnlyOnce(LOADER);
            assertEndsQuietly(jvm);
        }
    }

    /** However often it comes and goes. */
    @Test
    void anAgentThatComesAgainHasTheSame() {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).flags("-XX:+EnableDynamicAgentLoading").run(Obedient.class)) {
            jvm.awaitOut("ready");
            for (int i = 0; i < 2; i++) {
                assertThat(Ran.command(jdk, "attach", Long.toString(jvm.pid()), "kernel=none", "trace=off")
                                .exit())
                        .isZero();
                assertThat(loadersOf(jvm)).containsOnlyOnce(LOADER);
                assertThat(Ran.command(jdk, "detach", Long.toString(jvm.pid())).exit())
                        .isZero();
            }
            assertEndsQuietly(jvm);
        }
    }

    /** By whoever signs it, or puts it into another: the class path's own loader takes what ours doesn't read. */
    @Test
    void aJarThatWasMadeAnewDoesWithoutIt() throws IOException {
        Path anew = directory.resolve("anew.jar");
        try (ZipFile jar = new ZipFile(ForkedJvm.AGENT.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(anew))) {
            out.setComment("made anew");
            for (ZipEntry entry : Collections.list(jar.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = jar.getInputStream(entry)) {
                    in.transferTo(out);
                }
            }
        }
        try (ForkedJvm jvm = ForkedJvm.of(jdk).agent(anew, "trace=off").run(Obedient.class)) {
            assertThat(loadersOf(jvm)).doesNotContain(LOADER);
            assertEndsQuietly(jvm);
        }
    }
}
