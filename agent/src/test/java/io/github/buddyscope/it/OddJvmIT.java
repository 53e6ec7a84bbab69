// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JVMs that aren't started as most are. */
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@MethodSource("jdks")
class OddJvmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    OddJvmIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xshare:off",
                "-Xverify:all",
                "-Xint",
                "-XX:TieredStopAtLevel=1",
                "-Xcheck:jni",
                "-esa",
                "-Xss512k"
            })
    void worksUnder(String flag) {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).flags(flag).agent("").run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("direct 3000000").say("hooked").awaitOut("hooked: true told=true");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseSerialGC,     MarkSweepCompact",
        "-XX:+UseParallelGC,   PS MarkSweep",
        "-XX:+UseG1GC,         G1 Old Generation",
        "-XX:+UseZGC,          ZGC",
        "-XX:+UseShenandoahGC, Shenandoah",
    })
    void aCollectionNearAFailureIsInItsVerdict(String collector, String name) throws Exception {
        Assumptions.assumeTrue(has(collector), () -> jdk + " was built without " + collector);
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(collector)
                .agent("window=100ms,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Correlation"));
                // until the log is followed, what comes is history and waits for nobody's collection
                await().atMost(PATIENCE).untilAsserted(() -> {
                    jvm.say("gc");
                    Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
                    CompositeData last = (CompositeData) mbeans.get("Correlation", "LastVerdict");
                    assertThat(last).isNotNull();
                    assertThat(last.get("GcName")).asString().startsWith(name);
                });
                assertThat(mbeans.get("Agent", "Sources").toString()).contains("Source=gc, Status=OK");
            }
            assertThat(jvm.err()).isEmpty();
        }
    }

    private boolean has(String collector) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(jdk.tool("java"), collector, "-version")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("version").toFile())
                .start();
        return asked.waitFor() == 0;
    }
}
