// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.it.service.Obedient;
import io.github.buddyscope.it.service.WantsHugePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On a host that is short of large blocks for real: what the agent tells of a JVM's failures and stalls against a trace that
 * was recorded beside it.
 */
@ParameterizedClass
@MethodSource("jdks")
@Tag("takes-the-host")
class TraceIT {
    private static final Pattern READY = Pattern.compile("ready (\\d+)\\.");
    private static final Pattern TOUCHED = Pattern.compile("touched (\\d+) (\\d+) \\d+\\.");

    private final Jdk jdk;

    @TempDir
    Path directory;

    TraceIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void onlyWhereItCanStarve() {
        Lab.assumeItCanStarve();
    }

    @Test
    void everyFailureAndStallOfTheHostIsToldAndNothingElse() throws Exception {
        Path trace = directory.resolve("truth.trace");
        Told told;
        Set<Integer> ownTasks = ConcurrentHashMap.newKeySet();
        Set<Integer> living;
        long[] window = new long[2];
        long later;
        try (ForkedJvm jvm = starved(trace, "trace=on")) {
            long pid = Long.parseLong(jvm.awaitMatch(READY).group(1));
            awaitTracing(pid);
            jvm.say("2000");
            Matcher touched = awaitTouched(jvm, pid, ownTasks);
            window[0] = Long.parseLong(touched.group(1)) / 1_000;
            window[1] = Long.parseLong(touched.group(2)) / 1_000;
            // what comes later is told later: once some of it is there, all from before is
            Recorded.all(jdk, pid, directory);
            later = System.nanoTime() / 1_000;
            Lab.burst(7, 1);
            told = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                ownTasks.addAll(tasks(pid));
                                return new Told(Recorded.all(jdk, pid, directory));
                            },
                            seen -> seen.entries().stream().anyMatch(e -> e.micros() > later));
            living = Set.copyOf(tasks(pid));
            assertThat(jvm.err()).isEmpty();
            jvm.closeInput();
            jvm.exitCode();
        }
        KernelTrace truth = new KernelTrace(trace);
        assertThat(truth.complete()).isTrue();
        long from = truth.quietAfter(window[0]);
        long to = truth.quietAfter(window[1]);
        assertThat(to).isLessThanOrEqualTo(later);
        List<KernelTrace.Entry> happened = KernelTrace.within(truth.entries(), from, to);
        List<KernelTrace.Entry> toldWithin = KernelTrace.within(told.entries(), from, to);
        assertThat(happened.stream().filter(e -> ownTasks.contains(e.tid())).map(KernelTrace.Entry::what))
                .contains("FAILURE");
        KernelTrace.assertTheSame(toldWithin, happened);
        assertThat(ownTasks).containsAll(told.threads(from, to).keySet());
        // whose the others were may have been asked after their end
        assertThat(toldWithin.stream().map(KernelTrace.Entry::tid).filter(living::contains))
                .isNotEmpty()
                .allMatch(told.ownTasks()::contains);
    }

    /** Failures that the kernel prints, faster than it may print them. */
    @Test
    void ofABurstEveryFailureIsCountedWhileTheLogShowsFewer() throws Exception {
        Path own = Tracing.ROOT.resolve(
                "instances/truth-of-" + ProcessHandle.current().pid());
        try (ForkedJvm jvm =
                ForkedJvm.of(jdk).agent("trace=on").run(Obedient.class).awaitOut("ready")) {
            awaitTracing(jvm.pid());
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> mbeans.names().contains("buddyscope:type=Stalls"));
                await().atMost(Duration.ofSeconds(60)).until(() -> "tracefs".equals(mbeans.get("Stalls", "Source")));
                Files.createDirectory(own);
                Files.writeString(
                        own.resolve("events/kmem/mm_page_alloc/filter"), "order == 7 && pfn == 0xffffffffffffffff");
                Files.writeString(own.resolve("events/kmem/mm_page_alloc/enable"), "1");

                long reported = reports();
                Lab.burst(7, 5);

                long truth = Files.readAllLines(own.resolve("trace")).stream()
                        .filter(line -> line.contains("mm_page_alloc: "))
                        .count();
                Assumptions.assumeTrue(truth > 1, "this machine's kernel can't be made to fail");
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () -> assertThat(failuresOfOrder7(mbeans)).isEqualTo(truth));
                assertThat((Long) mbeans.get("Stalls", "FailuresToBeLogged")).isGreaterThanOrEqualTo(truth);
                long inLog = reports() - reported;
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat((Long) mbeans.get("Stalls", "FailuresLogged"))
                                .isGreaterThanOrEqualTo(inLog)
                                .isLessThan(truth));
                assertThat(mbeans.get("Stalls", "EventsLost")).isEqualTo(0L);
            }
        } finally {
            Files.deleteIfExists(own);
        }
    }

    /** In the kernel's ring, of which the oldest may go meanwhile: then fewer are counted than came. */
    private static long reports() throws Exception {
        return Lab.log().stream()
                .filter(line -> line.contains("page allocation failure: order:7"))
                .count();
    }

    private static long failuresOfOrder7(RemoteMBeans mbeans) throws Exception {
        CompositeData row = ((TabularData) mbeans.get("Stalls", "FailuresByOrder")).get(new Object[] {7});
        return row == null ? 0 : (Long) row.get("Failures");
    }

    private Matcher awaitTouched(ForkedJvm jvm, long pid, Set<Integer> ownTasks) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            ownTasks.addAll(tasks(pid));
                            Matcher touched = TOUCHED.matcher(jvm.out());
                            return touched.find() ? touched : null;
                        },
                        found -> found != null);
    }

    private static List<Integer> tasks(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.map(task -> Integer.parseInt(task.getFileName().toString()))
                    .toList();
        }
    }

    private static void awaitTracing(long pid) {
        Path last = Tracing.instance(pid).resolve("events/kmem/mm_page_alloc/enable");
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> Files.readString(last).startsWith("1"));
    }

    private ForkedJvm starved(Path trace, String options) {
        return ForkedJvm.of(jdk)
                .under(Lab.starved(trace))
                .flags(Recorded.flags())
                .flags("-XX:+UseTransparentHugePages", "-Xmx900m", "-Xms20m")
                .flags("-XX:MaxHeapFreeRatio=10", "-XX:MinHeapFreeRatio=5", "-XX:+UseG1GC")
                .agent(options)
                .run(WantsHugePages.class);
    }
}
