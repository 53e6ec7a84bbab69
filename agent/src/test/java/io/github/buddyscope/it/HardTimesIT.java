// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Direct allocations at the limits: the service sees what it would see without the agent, and the counts are right. */
@ParameterizedClass
@MethodSource("jdks")
class HardTimesIT {
    private final Jdk jdk;

    @TempDir
    Path directory;

    HardTimesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void countsEveryAllocationOfEightThreads() {
        try (ForkedJvm jvm = service("period=100ms")) {
            jvm.say("counted 5000").awaitOut("counted: 40000");

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> assertThat(sum(events(jvm, "buddyscope.DirectActivity"), "allocations"))
                            .isBetween(
                                    40_000L,
                                    40_020L)); // the JVM's own: this agent's log reader has one, JFR's dump some
        }
    }

    @Test
    void countsTheReleaseOfEachOfThem() {
        try (ForkedJvm jvm = service("period=100ms")) {
            jvm.say("counted 5000").awaitOut("counted: 40000");

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> {
                        jvm.say("gc");
                        List<RecordedEvent> periods = events(jvm, "buddyscope.DirectActivity");
                        assertThat(sum(periods, "releases"))
                                .isBetween(40_000L, sum(periods, "allocations") + 10); // some were before the agent
                        assertThat(sum(periods, "releasedBytes")).isGreaterThanOrEqualTo(40_000L * 16);
                    });
        }
    }

    private static long sum(List<RecordedEvent> events, String field) {
        return events.stream().mapToLong(event -> event.getLong(field)).sum();
    }

    @Test
    void aStackThatEndsWithinAnAllocationEndsAsItWouldHave() {
        try (ForkedJvm jvm = service("direct.threshold=1")) {
            jvm.say("deep 64").awaitOut("deep: [StackOverflowError]\n");

            jvm.say("hooked").awaitOut("hooked: true told=true");
            jvm.say("direct 777777").awaitOut("direct: 777777");
            assertThat(events(jvm, "buddyscope.DirectAllocation"))
                    .anySatisfy(event -> assertThat(event.getLong("bytes")).isEqualTo(777_777));
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void anAllocationBeyondTheLimitFailsAsItWouldHave() {
        String without = tooMuch(ForkedJvm.of(jdk));

        String with = tooMuch(ForkedJvm.of(jdk).agent("kernel=none,trace=off,direct.threshold=1"));

        assertThat(with).isEqualTo(without).contains("OutOfMemoryError");
    }

    private static String tooMuch(ForkedJvm.Builder builder) {
        try (ForkedJvm jvm =
                builder.flags("-XX:MaxDirectMemorySize=8m").run(Obedient.class).awaitOut("ready")) {
            if (builder.hasAgent()) {
                AgentLifeIT.awaitRunning(jvm);
            }
            jvm.say("toomuch 2000000").awaitOut("OutOfMemoryError").closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
            return jvm.out().replaceFirst("(?s).*toomuch: ", "");
        }
    }

    @Test
    void seesAVirtualThreadAllocate() {
        Assumptions.assumeTrue(jdk.feature() >= 21, "virtual threads are final since 21; this is " + jdk);
        try (ForkedJvm jvm = service("")) {
            jvm.say("virtual 4000000").awaitOut("virtual: 100");

            List<RecordedEvent> events = events(jvm, "buddyscope.DirectAllocation");
            assertThat(events).hasSize(100).allSatisfy(event -> {
                assertThat(event.getThread("eventThread").getBoolean("virtual")).isTrue();
                assertThat(event.getStackTrace().getFrames()).isNotEmpty();
            });
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void countsEachAllocationOfThousandsOfVirtualThreads() {
        Assumptions.assumeTrue(jdk.feature() >= 21, "virtual threads are final since 21; this is " + jdk);
        try (ForkedJvm jvm = service("period=100ms")) {
            jvm.say("manyvirtual 20000").awaitOut("manyvirtual: 20000");

            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(300))
                    .untilAsserted(() -> assertThat(sum(events(jvm, "buddyscope.DirectActivity"), "allocations"))
                            .isBetween(20_000L, 20_020L));
            jvm.say("hooked").awaitOut("hooked: true told=true");
            assertThat(jvm.err()).isEmpty();
        }
    }

    private ForkedJvm service(String options) {
        ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(Recorded.flags())
                .agent(options)
                .run(Obedient.class)
                .awaitOut("ready");
        // events are registered within moments of the recording's start
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> !events(jvm, "buddyscope.AgentHealth").isEmpty());
        return jvm;
    }

    private List<RecordedEvent> events(ForkedJvm jvm, String name) {
        return Recorded.events(jdk, jvm, directory, name);
    }
}
