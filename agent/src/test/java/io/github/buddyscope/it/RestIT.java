// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often the agent's threads wake while nothing happens, which is most of what it costs then. It's counted, not timed, and
 * without compilers, whose locks our threads would have to wait for.
 */
class RestIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofSeconds(3);

    @Test
    void itsThreadsWakeAsSeldomAsTheyMay() throws Exception {
        List<ForkedJvm> services = new ArrayList<>();
        try {
            for (Jdk jdk : Jdk.all().toList()) {
                services.add(ForkedJvm.of(jdk).flags("-Xint").agent("").run(Obedient.class));
            }
            List<Window> windows = new ArrayList<>();
            for (ForkedJvm service : services) {
                AgentLifeIT.awaitRunning(service.awaitOut("ready"));
                windows.add(new Window(service.pid()));
            }
            // what has just started is looked after more often
            await().atMost(PATIENCE).pollInterval(WINDOW).untilAsserted(() -> {
                for (Window window : windows) {
                    window.next();
                }
                for (Window window : windows) {
                    window.assertFewWakes();
                }
            });
        } finally {
            services.forEach(ForkedJvm::close);
        }
    }

    /** From one look at the threads to the next. */
    private static final class Window {
        private final long pid;
        private long nanos = System.nanoTime();
        private Map<String, Long> all;
        private Map<String, Long> wakes = Map.of();
        private double seconds;

        Window(long pid) throws IOException {
            this.pid = pid;
            this.all = wakes(pid);
        }

        void next() throws IOException {
            Map<String, Long> before = all;
            seconds = (System.nanoTime() - nanos) / 1e9;
            nanos = System.nanoTime();
            all = wakes(pid);
            wakes = new TreeMap<>();
            all.forEach((name, many) -> wakes.put(name, many - before.getOrDefault(name, many)));
        }

        void assertFewWakes() {
            long onceASecond = (long) Math.ceil(seconds) + 1;
            assertThat(wakes.get("buddyscope-host"))
                    .as("the sample, and what comes with it: %s", wakes)
                    .isBetween(1L, onceASecond);
            assertThat(wakes.get("buddyscope"))
                    .as("looks at a log whose clock can't be read: %s", wakes)
                    .isLessThanOrEqualTo(readsTheKernelsClock() ? 2 : onceASecond + 1);
            assertThat(wakes.getOrDefault("buddyscope-trac", 0L))
                    .as("the trace: %s", wakes)
                    .isLessThanOrEqualTo(onceASecond);
            if (wakes.getOrDefault("buddyscope-kmsg", 0L) == 0) {
                assertThat(wakes.getOrDefault("buddyscope-line", 0L))
                        .as("nobody logged anything: %s", wakes)
                        .isZero();
            }
        }
    }

    private static boolean readsTheKernelsClock() {
        return Stream.of("/sys/kernel/debug/sched/debug", "/proc/sched_debug")
                .anyMatch(file -> Files.isReadable(Path.of(file)));
    }

    /** Of each thread of the agent's, by the 15 bytes of its name that the kernel has. */
    private static Map<String, Long> wakes(long pid) throws IOException {
        Map<String, Long> all = KernelThreads.waits(pid);
        all.keySet().removeIf(name -> !name.startsWith("buddyscope"));
        return all;
    }
}
