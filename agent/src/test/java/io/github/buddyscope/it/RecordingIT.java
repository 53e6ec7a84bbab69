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
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recording holds of a service that was started with the agent. */
@ParameterizedClass
@MethodSource("jdks")
class RecordingIT {
    private final Jdk jdk;

    @TempDir
    Path directory;

    RecordingIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void hasTheZonesOfThisHost() throws IOException {
        try (ForkedJvm jvm = service("period=100ms")) {
            List<RecordedEvent> samples = awaitEvents(jvm, "buddyscope.ZoneSample");

            List<String> zones = Files.readAllLines(Path.of("/proc/buddyinfo")).stream()
                    .map(line -> line.replaceAll("Node (\\d+), zone +(\\S+).*", "$1 $2"))
                    .toList();
            assertThat(samples.stream()
                            .map(event -> event.getInt("node") + " " + event.getString("zone"))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(zones);
            assertThat(samples).allSatisfy(event -> {
                assertThat(event.getLong("freeBytes")).isPositive();
                assertThat(event.getLong("minWatermarkBytes")).isPositive();
            });
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void hasADirectAllocationWithItsThreadAndTheFramesOfItsCaller() {
        try (ForkedJvm jvm = service("direct.threshold=2MiB")) {
            jvm.say("direct 1999999").say("direct 3000000").awaitOut("direct: 3000000");

            assertThat(awaitEvents(jvm, "buddyscope.DirectAllocation"))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getLong("bytes")).isEqualTo(3_000_000);
                        assertThat(event.getThread("eventThread").getJavaName()).isEqualTo("main");
                        assertThat(event.getString("site")).isEqualTo(Obedient.class.getName() + ".obey");
                        assertThat(event.getStackTrace().getFrames())
                                .extracting(frame -> frame.getMethod().getType().getName() + "."
                                        + frame.getMethod().getName())
                                .startsWith(
                                        "io.github.buddyscope.publish.jfr.DirectAllocationEvents.write",
                                        "io.github.buddyscope.publish.jfr.DirectAllocationRecorder.reserved",
                                        "io.github.buddyscope.source.jvm.ReservationCounter.accept",
                                        "java.nio.BuddyscopeReservations.reserved",
                                        "java.nio.Bits.tryReserveMemory",
                                        "java.nio.Bits.reserveMemory")
                                .contains(
                                        "java.nio.ByteBuffer.allocateDirect",
                                        Obedient.class.getName() + ".obey",
                                        Obedient.class.getName() + ".main");
                    });
        }
    }

    @Test
    void seesForeignMemoryAtTheSamePoint() {
        Assumptions.assumeTrue(jdk.feature() >= 22, "java.lang.foreign is final since 22; this is " + jdk);
        try (ForkedJvm jvm = service("")) {
            jvm.say("arena 5000000").awaitOut("arena: 5000000");

            assertThat(awaitEvents(jvm, "buddyscope.DirectAllocation"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getLong("bytes")).isEqualTo(5_000_000));
        }
    }

    @Test
    void hasTheSeedsFailureAndItsVerdictWhenALogGrowsByIt() throws IOException {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = service("window=500ms,kernel=file:" + log)) {
            jvm.say("gc").awaitOut("gc: collected");

            Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);

            RecordedEvent verdict = awaitEvents(jvm, "buddyscope.Verdict").get(0);
            assertThat(verdict.getString("cause")).isEqualTo("FRAGMENTATION");
            assertThat(verdict.getString("summary")).contains("i40e", "128 KiB", "Node 0 Normal", "806 MiB");
            assertThat(verdict.getString("trigger")).isEqualTo("KERNEL_LOG");
            assertThat(verdict.getString("jvmRole")).isIn("BYSTANDER", "UNKNOWN");
            assertThat(verdict.getString("jvmMatch")).isIn("NO", "UNLIKELY");
            assertThat(verdict.getString("roleEvidence")).contains("none of this JVM's known threads");
            RecordedEvent failure = awaitEvents(jvm, "buddyscope.KernelFailure").get(0);
            assertThat(failure.getInt("order")).isEqualTo(5);
            assertThat(failure.getString("task")).isEqualTo("kworker/u448:1");
            assertThat(failure.getString("origin")).isEqualTo("i40e");
            assertThat(failure.getBoolean("live")).isTrue();
            assertThat(failure.getString("source")).isEqualTo("file:" + log);
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void hasAVerdictAlsoWhereTheAgentEndsBeforeTheWindowHasPassed() throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = service("window=60s,kernel=file:" + log)) {
            Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
            awaitEvents(jvm, "buddyscope.KernelFailure");
            assertThat(Recorded.events(jdk, jvm, directory, "buddyscope.Verdict"))
                    .isEmpty();

            assertThat(Ran.command(jdk, "detach", Long.toString(jvm.pid())).exit())
                    .isZero();

            assertThat(awaitEvents(jvm, "buddyscope.Verdict"))
                    .singleElement()
                    .satisfies(verdict -> assertThat(verdict.getString("doubts"))
                            .contains("the agent ended", "before its window of 60.0 s had passed"));
        }
    }

    @Test
    void beginsWithTheFirstRecordingOfAServiceThatDidNotRecord() {
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).agent("period=100ms").run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            assertThat(jcmd(jvm, "JFR.start")).contains("Started recording");

            assertThat(awaitEvents(jvm, "buddyscope.ZoneSample")).isNotEmpty();
            assertThat(awaitEvents(jvm, "buddyscope.HostPressure")).isNotEmpty();
            assertThat(awaitEvents(jvm, "buddyscope.DirectActivity")).isNotEmpty();
        }
    }

    private String jcmd(ForkedJvm jvm, String... command) {
        return Recorded.jcmd(jdk, jvm, directory, command);
    }

    private ForkedJvm service(String options) {
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(Recorded.flags())
                .agent(options)
                .run(Obedient.class)
                .awaitOut("ready");
        // events are registered within moments of the recording's start
        awaitEvents(jvm, "buddyscope.AgentHealth");
        return jvm;
    }

    private List<RecordedEvent> awaitEvents(ForkedJvm jvm, String name) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> Recorded.events(jdk, jvm, directory, name), events -> !events.isEmpty());
    }
}
