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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** That the agent waits for the kernel isn't slow input of the service's, in whose recording it would look like that. */
@ParameterizedClass
@MethodSource("jdks")
class QuietIT {
    private static final Path KMSG = Path.of("/dev/kmsg");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    QuietIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void noReadOfOursIsSlowForWantOfSomethingToRead() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "tracefs and the kernel's log are root's");
        assumeTrue(Files.isWritable(KMSG), "no kernel log that could be written to");
        assumeTrue(Files.isWritable(Tracing.ROOT.resolve("instances")), "no tracefs that could be written to");
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(Recorded.flags())
                .agent("trace=on,kernel=kmsg")
                .run(Obedient.class)
                .awaitOut("ready")) {
            Path instance = Tracing.instance(jvm.pid());
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> Files.readString(instance.resolve("events/kmem/mm_page_alloc/enable"))
                            .startsWith("1"));
            await().atMost(PATIENCE).until(() -> healths(jvm) >= 1); // from here on it's recorded
            endWaits(jvm, instance);
            long begin = System.nanoTime();
            int events = healths(jvm);
            await().atMost(PATIENCE).until(() -> healths(jvm) >= events + 3);
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);

            endWaits(jvm, instance);

            assertThat(Recorded.inputOfOurs(jdk, jvm, directory, waited.dividedBy(2)))
                    .isEmpty();
            assertThat(jvm.err()).isEmpty();
        }
    }

    private int healths(ForkedJvm jvm) {
        return Recorded.events(jdk, jvm, directory, "buddyscope.AgentHealth").size();
    }

    /** Gives both readers something to read, and returns when they have. */
    private static void endWaits(ForkedJvm jvm, Path instance) throws IOException {
        long logReads = KernelThreads.waits(jvm.pid(), "buddyscope-kmsg");
        long traceReads = KernelThreads.waits(jvm.pid(), "buddyscope-trac");
        Files.writeString(KMSG, "of a test: it ends a read that waits\n", StandardOpenOption.WRITE);
        Files.writeString(instance.resolve("trace_marker"), ".", StandardOpenOption.APPEND);
        await().atMost(PATIENCE)
                .until(() -> KernelThreads.waits(jvm.pid(), "buddyscope-kmsg") > logReads
                        && KernelThreads.waits(jvm.pid(), "buddyscope-trac") > traceReads + 1);
    }
}
