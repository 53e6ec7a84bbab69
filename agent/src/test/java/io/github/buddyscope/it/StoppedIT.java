// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that is stopped (SIGSTOP, a frozen cgroup, a virtual machine that is moved) and goes on. */
@ParameterizedClass
@MethodSource("jdks")
class StoppedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Jdk jdk;

    @TempDir
    Path directory;

    StoppedIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void whatWasMissedIsOneLongPeriodAndNoBurstOfShortOnes() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(Recorded.flags())
                .agent("period=100ms,trace=off,kernel=none")
                .run(Obedient.class)
                .awaitOut("ready")) {
            await().atMost(PATIENCE)
                    .until(() -> events(jvm, "buddyscope.HostPressure").size() > 5);

            signal(jvm, "STOP");
            long stopped = System.nanoTime();
            await().atMost(PATIENCE).until(() -> System.nanoTime() - stopped >= STOP.toNanos());
            signal(jvm, "CONT");

            for (String name : List.of("buddyscope.HostPressure", "buddyscope.DirectActivity")) {
                assertOneLongPeriodAndThenShortOnes(jvm, name);
            }
            assertThat(jvm.err()).isEmpty();
        }
    }

    private void assertOneLongPeriodAndThenShortOnes(ForkedJvm jvm, String name) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<RecordedEvent> all = events(jvm, name);
            List<RecordedEvent> across = all.stream()
                    .filter(event -> event.getDuration("period").compareTo(STOP) >= 0)
                    .toList();
            assertThat(across).as(name).hasSize(1);
            Instant after = across.get(0).getStartTime();
            assertThat(all.get(all.size() - 1).getStartTime()).isAfter(after.plusSeconds(1));
            assertThat(all)
                    .filteredOn(event -> event.getStartTime().isAfter(after))
                    .filteredOn(event -> event.getStartTime().isBefore(after.plusSeconds(1)))
                    .as("%s of the first second after it", name)
                    .hasSizeLessThanOrEqualTo((int) Duration.ofSeconds(1).dividedBy(PERIOD) + 2);
        });
    }

    private List<RecordedEvent> events(ForkedJvm jvm, String name) {
        return Recorded.events(jdk, jvm, directory, name);
    }

    private static void signal(ForkedJvm jvm, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
