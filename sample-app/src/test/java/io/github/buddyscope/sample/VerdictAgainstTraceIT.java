// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample service on a host that is truly short of large blocks: what the verdicts say of its stalled pauses against the
 * trace that the lab recorded meanwhile.
 */
@Tag("takes-the-host")
class VerdictAgainstTraceIT {
    private static final long LIMIT_SECONDS = 100;
    private static final long TO_CLEAN_UP_SECONDS = 30;
    private static final int MISSING = 3;
    private static final Path POOL = Path.of("/proc/sys/vm/nr_hugepages");

    @TempDir
    Path directory;

    private String poolBefore;
    private Process demo;

    @BeforeEach
    void onlyWhereItCanStarve() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "to starve the host needs root");
        Assumptions.assumeTrue(
                Files.isDirectory(Path.of("/sys/kernel/tracing/instances")), "no tracefs with instances");
        Assumptions.assumeTrue(Files.exists(Path.of("/sys/kernel/mm/transparent_hugepage")), "no huge pages");
        Assumptions.assumeTrue(Files.isWritable(POOL), "no hugetlb");
        poolBefore = Files.readString(POOL).trim();
    }

    /** Whatever became of the demo, which does so too: the memory first, that the rest can go on. */
    @AfterEach
    void leaveTheHostAsItWas() throws Exception {
        if (demo != null && demo.isAlive()) {
            demo.destroy();
            demo.waitFor(TO_CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        }
        if (poolBefore != null) {
            Files.writeString(POOL, poolBefore);
        }
        if (demo != null && demo.isAlive()) {
            List<ProcessHandle> all = demo.descendants().toList();
            demo.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void agreeWithG1() throws Exception {
        agree(jdks().get(0), "-XX:+UseG1GC");
    }

    @Test
    void agreeWithTheParallelCollector() throws Exception {
        agree(jdks().get(jdks().size() - 1), "-XX:+UseParallelGC");
    }

    private void agree(Path jdk, String collector) throws Exception {
        Path out = directory.resolve("out");
        ProcessBuilder starved = new ProcessBuilder("bash", "demo.sh", "--starved")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        starved.environment().put("DEMO_BUILD", "off");
        starved.environment().put("DEMO_OPTIONS", collector);
        starved.environment().put("JAVA_HOME", jdk.toString());
        demo = starved.start();

        boolean ended = demo.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);

        String said = Files.readString(out);
        assertThat(ended).as(said).isTrue();
        Assumptions.assumeTrue(demo.exitValue() != MISSING, said);
        assertThat(demo.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("What Buddyscope says, and what the kernel's own trace says")
                .containsPattern("STALLED_PAUSE, GC\\(\\d+\\) Pause ")
                .containsPattern("of which stalled, by the trace +\\d+\\.\\d+ ms +\\d+\\.\\d+ ms +agree")
                .containsPattern("the JVM's part +VICTIM +VICTIM +agree")
                .containsPattern("pauses with stalls about it +[1-9]\\d* .* agree")
                .containsPattern("direct (compactions|reclaims) for order 9 +[1-9]\\d* +\\d+ +agree")
                .doesNotContain("DO NOT AGREE", "What the service wrote to stderr");
    }

    /** The oldest and the newest of this machine's releases from 17 on. */
    private static List<Path> jdks() throws IOException {
        Map<Integer, Path> byRelease = new TreeMap<>();
        byRelease.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(Path.of("/usr/lib/jvm"))) {
            try (Stream<Path> homes = Files.list(Path.of("/usr/lib/jvm"))) {
                homes.filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                        .forEach(home -> byRelease.putIfAbsent(release(home), home));
            }
        }
        byRelease.keySet().removeIf(release -> release < 17);
        return List.copyOf(byRelease.values());
    }

    private static int release(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring("JAVA_VERSION=".length()).replace("\"", ""))
                    .mapToInt(version -> Runtime.Version.parse(version).feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
