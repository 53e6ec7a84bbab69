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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The wall clock is set under a running agent, by libfaketime in the service alone; the log daemon's is set with it. On one
 * release: which the clock is read with makes no difference.
 */
class ClockStepIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private Path offset;
    private Path log;
    private int steps;

    @Test
    void failuresGoOnToBeToldAtTheTimeOfTheirDay() throws Exception {
        Optional<Path> faketime = libfaketime();
        assumeTrue(faketime.isPresent(), "no libfaketime (Debian: faketime), which sets the clock of one process");
        offset = Files.writeString(directory.resolve("offset"), "+0");
        log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(Jdk.own())
                .environment("LD_PRELOAD", faketime.get().toString())
                .environment("FAKETIME_TIMESTAMP_FILE", offset.toString())
                .environment("FAKETIME_CACHE_DURATION", "1")
                .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .environment("DONT_FAKE_MONOTONIC", "1")
                .agent("window=100ms,trace=off,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            assertTold(jvm, Duration.ZERO);
            for (Duration step : List.of(Duration.ofHours(3), Duration.ofDays(-400))) {
                steps++;
                Files.writeString(offset, (step.isNegative() ? "" : "+") + step.toSeconds());

                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ask(jvm, "sources")).contains("set " + steps + " times"));
                assertTold(jvm, step);
            }
            assertThat(ask(jvm, "sources")).contains("set 2 times, by -34570800.0");
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** A failure of now is told as one of now, and so is its verdict. */
    private void assertTold(ForkedJvm jvm, Duration step) {
        long verdicts = Long.parseLong(ask(jvm, "told").split(" ")[0]);
        await().atMost(PATIENCE).untilAsserted(() -> {
            Instant now = Instant.now().plus(step);
            Files.write(
                    log, Seed.linesOf(LocalDateTime.ofInstant(now, ZoneId.systemDefault())), StandardOpenOption.APPEND);
            String[] told = ask(jvm, "told").split(" ");
            assertThat(Long.parseLong(told[0])).isGreaterThan(verdicts);
            assertThat(Instant.ofEpochMilli(Long.parseLong(told[1])))
                    .isBetween(now.minusSeconds(60), now.plusSeconds(60));
            assertThat(Double.parseDouble(told[2])).isLessThan(6_000);
            assertThat(told[3]).isEqualTo("true");
        });
    }

    private static String ask(ForkedJvm jvm, String word) {
        return jvm.forgetOut()
                .say(word)
                .awaitMatch(Pattern.compile("(?m)^" + word + ": (.*)\n"))
                .group(1);
    }

    private static Optional<Path> libfaketime() throws IOException {
        Path libraries = Path.of("/usr/lib");
        try (Stream<Path> found =
                Files.find(libraries, 3, (path, is) -> path.endsWith(Path.of("faketime", "libfaketimeMT.so.1")))) {
            return found.findFirst();
        }
    }
}
