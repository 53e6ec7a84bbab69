// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside async-profiler while that rewrites, by its own means, the very method that our hook is in. */
@ParameterizedClass
@MethodSource("jdks")
class ProfilerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TIMES = 500;
    private static final long BYTES = 1 << 17;

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
    void bothSeeEveryReservationWhicheverCameFirst() throws Exception {
        Path first = directory.resolve("first");
        Path last = directory.resolve("last");
        assertBothCount(ForkedJvm.of(jdk).flags(profilerTo(first)).agent(""), first);
        assertBothCount(ForkedJvm.of(jdk).agent("").flags(profilerTo(last)), last);
    }

    private String profilerTo(Path profile) {
        return "-agentpath:" + OtherAgents.profilerIn(directory)
                + "=start,event=java.nio.Bits.reserveMemory,collapsed,file=" + profile;
    }

    private static void assertBothCount(ForkedJvm.Builder builder, Path profile) throws Exception {
        try (ForkedJvm jvm = builder.run(Obedient.class).awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            AgentLifeIT.awaitHooked(jvm);
            for (int i = 0; i < TIMES; i++) {
                jvm.say("direct "
                        + BYTES); // one at a time: of many at once the profiler leaves some out when it's short of CPU
            }
            try (RemoteMBeans beans = RemoteMBeans.of(jvm)) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ofThatSize(beans)).isGreaterThanOrEqualTo(TIMES));
            }
            jvm.closeInput();
            assertThat(jvm.exitCode()).as(jvm.toString()).isZero();
            assertThat(jvm.err()).isEmpty();
        }
        long reserved = Files.readAllLines(profile).stream()
                .filter(line -> line.contains("Obedient.") && line.contains("java/nio/Bits.reserveMemory"))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(reserved).isGreaterThanOrEqualTo(TIMES);
    }

    private static long ofThatSize(RemoteMBeans beans) throws Exception {
        TabularData sizes = (TabularData) beans.get("DirectBuffers", "AllocationSizes");
        CompositeData row = sizes.get(new Object[] {BYTES});
        return row == null ? 0 : (Long) row.get("Allocations");
    }
}
