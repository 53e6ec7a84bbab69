// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside async-profiler while that rewrites, by its own means, the very method that our hook is in. */
@ParameterizedClass
@MethodSource("jdks")
class ProfilerIT {
    private static final int EACH = 500;

    private final Jdk jdk;

    @TempDir
    Path directory;

    ProfilerIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void bothSeeEveryReservationWhicheverCameFirst() throws IOException {
        Path first = directory.resolve("first");
        Path last = directory.resolve("last");
        assertBothCount(ForkedJvm.of(jdk).flags(profilerTo(first)).agent(""), first);
        assertBothCount(ForkedJvm.of(jdk).agent("").flags(profilerTo(last)), last);
    }

    private String profilerTo(Path profile) {
        return "-agentpath:" + OtherAgents.profilerIn(directory)
                + "=start,event=java.nio.Bits.reserveMemory,collapsed,file=" + profile;
    }

    private static void assertBothCount(ForkedJvm.Builder builder, Path profile) throws IOException {
        try (ForkedJvm jvm = builder.run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            AgentLifeIT.awaitHooked(jvm);
            jvm.say("counted " + EACH).awaitOut("counted: " + 8 * EACH);
            jvm.closeInput();
            assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
        long reserved = Files.readAllLines(profile).stream()
                .filter(line -> line.contains("Obedient.") && line.contains("java/nio/Bits.reserveMemory"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(reserved).isGreaterThanOrEqualTo(8 * EACH);
    }
}
