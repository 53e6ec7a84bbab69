// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The wall clock is set under a running agent, by libfaketime in the service alone; the log daemon's is set with it. */
@ParameterizedClass
@MethodSource("jdks")
class ClockStepIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    private Path offset;
    private Path log;

    ClockStepIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void failuresGoOnToBeToldAtTheTimeOfTheirDay() throws Exception {
        Optional<Path> faketime = libfaketime();
        assumeTrue(faketime.isPresent(), "no libfaketime (Debian: faketime), which sets the clock of one process");
        offset = Files.writeString(directory.resolve("offset"), "+0");
        log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .environment("LD_PRELOAD", faketime.get().toString())
                .environment("FAKETIME_TIMESTAMP_FILE", offset.toString())
                .environment("FAKETIME_CACHE_DURATION", "1")
                .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .environment("DONT_FAKE_MONOTONIC", "1")
                .agent("window=100ms,trace=off,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Correlation"));
                assertTold(mbeans, Duration.ZERO);
                for (Duration step : List.of(Duration.ofHours(3), Duration.ofDays(-400))) {
                    Files.writeString(offset, (step.isNegative() ? "" : "+") + step.toSeconds());

                    assertTold(mbeans, step);
                }
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(mbeans.get("Agent", "Sources").toString())
                                        .contains("set 2 times, by -34570800.0"));
            }
            assertThat(jvm.err()).as("JMX has words of its own").doesNotContainIgnoringCase("buddyscope");
        }
    }

    /** A failure of now is told as one of now, and so is its verdict. */
    private void assertTold(RemoteMBeans mbeans, Duration step) throws Exception {
        long verdicts = (Long) mbeans.get("Correlation", "Total");
        await().atMost(PATIENCE).untilAsserted(() -> {
            Instant now = Instant.now().plus(step);
            Files.write(
                    log, Seed.linesOf(LocalDateTime.ofInstant(now, ZoneId.systemDefault())), StandardOpenOption.APPEND);
            CompositeData last = (CompositeData) mbeans.get("KernelFailures", "Last");
            assertThat(last).isNotNull();
            assertThat(last.get("Live")).isEqualTo(true);
            assertThat(((Date) last.get("Time")).toInstant()).isBetween(now.minusSeconds(60), now.plusSeconds(60));
            assertThat((Double) last.get("ErrorMillis")).isLessThan(6_000);
            assertThat((Long) mbeans.get("Correlation", "Total")).isGreaterThan(verdicts);
        });
    }

    private static Optional<Path> libfaketime() throws IOException {
        Path libraries = Path.of("/usr/lib");
        try (Stream<Path> found =
                Files.find(libraries, 3, (path, is) -> path.endsWith(Path.of("faketime", "libfaketimeMT.so.1")))) {
            return found.findFirst();
        }
    }
}
