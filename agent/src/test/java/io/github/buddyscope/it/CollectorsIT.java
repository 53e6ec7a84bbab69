// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.buddyscope.it.service.Collects;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.GcWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every collector of every release: what it tells, and that its times are those of the JVM's own log. */
class CollectorsIT {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PROMPT =
            90 * MILLI; // so near to the JVM's start that nothing else can have moved the clock
    private static final Pattern END_OF_PAUSE = Pattern.compile("^\\[(\\d+)ns] GC\\(\\d+\\).* Pause .*ms\\s*$");
    private static final List<List<String>> COLLECTORS = List.of(
            List.of("-XX:+UseSerialGC"),
            List.of("-XX:+UseParallelGC"),
            List.of("-XX:+UseG1GC"),
            List.of("-XX:+UseZGC"),
            List.of("-XX:+UseZGC", "-XX:+ZGenerational"),
            List.of("-XX:+UseShenandoahGC"),
            List.of("-XX:+UseShenandoahGC", "-XX:+UnlockExperimentalVMOptions", "-XX:ShenandoahGCMode=generational"));

    @TempDir
    Path directory;

    static Stream<Arguments> collectors() {
        return Jdk.all().flatMap(jdk -> COLLECTORS.stream().map(flags -> Arguments.of(jdk, flags)));
    }

    @ParameterizedTest
    @MethodSource("collectors")
    void tellsPausesFromCycles(Jdk jdk, List<String> flags) throws Exception {
        assumeTrue(has(jdk, flags), jdk + " has no " + flags);
        Path log = directory.resolve("gc.log");
        String out = run(jdk, flags, log);
        List<GcEvent> gcs = events(out);

        boolean cycles = gcs.stream().anyMatch(gc -> !gc.pause());
        assertThat(cycles)
                .as("%s", names(gcs))
                .isEqualTo(flags.get(0).contains("ZGC") || flags.get(0).contains("Shenandoah"));
        for (GcEvent gc : gcs) {
            assertThat(gc.pause()).as("%s", gc).isEqualTo(!gc.collector().endsWith("Cycles"));
            assertThat(gc.cause()).as("%s", gc).isNotBlank();
            assertThat(gc.durationNanos()).as("%s", gc).isGreaterThanOrEqualTo(0);
        }
        errorIsAMillisecondOnceOneWasToldOfPromptly(gcs, toldAt(out));
        assertThat(gcs).anyMatch(gc -> gc.cause().equals("System.gc()") && gc.heapAfter() > 0);
        if (cycles) {
            pausesLieWithinCyclesAndTellNoHeap(gcs);
        } else {
            timesAreThoseOfTheLog(gcs, log);
        }
        tellsThatTheHeapGrew(gcs);
        assertThat(gcs).anyMatch(gc -> gc.work() != null && gc.work().minorFaults() > 0);
    }

    /** Until then nothing confirms the JVM's start time, and the error is that of the delay. */
    private static void errorIsAMillisecondOnceOneWasToldOfPromptly(List<GcEvent> gcs, List<Long> toldAt) {
        int first = firstPrompt(gcs, toldAt);
        assertThat(gcs.subList(first, gcs.size()))
                .isNotEmpty()
                .allSatisfy(gc -> assertThat(gc.errorNanos()).isLessThanOrEqualTo(MILLI));
    }

    /** As many as there are where none was. */
    private static int firstPrompt(List<GcEvent> gcs, List<Long> toldAt) {
        int i = 0;
        while (i < gcs.size() && toldAt.get(i) - gcs.get(i).endNanos() > PROMPT) {
            i++;
        }
        return i;
    }

    private static void pausesLieWithinCyclesAndTellNoHeap(List<GcEvent> gcs) {
        long in = 0;
        long pauses = 0;
        long told = gcs.stream()
                .filter(gc -> !gc.pause())
                .mapToLong(GcEvent::endNanos)
                .max()
                .orElseThrow();
        for (GcEvent pause : gcs) {
            if (pause.pause() && pause.endNanos() < told) {
                assertThat(pause.heapAfter()).as("%s", pause).isEqualTo(-1);
                assertThat(pause.committedAfter()).as("%s", pause).isEqualTo(-1);
                assertThat(pause.work()).as("%s", pause).isNull();
                pauses++;
                in += gcs.stream()
                                .anyMatch(cycle -> !cycle.pause()
                                        && cycle.startNanos() - 2 * MILLI <= pause.startNanos()
                                        && pause.endNanos() <= cycle.endNanos() + 2 * MILLI)
                        ? 1
                        : 0;
            }
        }
        assertThat(pauses).isPositive();
        assertThat(in).isEqualTo(pauses);
    }

    /** It began with 16 MiB; collectors that work beside the service grow it between their cycles. */
    private static void tellsThatTheHeapGrew(List<GcEvent> gcs) {
        assertThat(gcs).anyMatch(gc -> gc.committedBefore() > 0 && gc.committedAfter() > 32L << 20);
        assertThat(gcs).allMatch(gc -> gc.committedAfter() <= 256L << 20);
    }

    /** The log's time stamps are {@link System#nanoTime()} (the decoration timenanos), written as a pause ends. */
    private static void timesAreThoseOfTheLog(List<GcEvent> gcs, Path log) throws IOException {
        List<Long> ends = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher pause = END_OF_PAUSE.matcher(line);
            if (pause.find()) {
                ends.add(Long.parseLong(pause.group(1)));
            }
        }
        List<Long> off = new ArrayList<>();
        for (GcEvent gc : gcs) {
            off.add(ends.stream()
                    .mapToLong(end -> Math.abs(end - gc.endNanos()))
                    .min()
                    .orElseThrow());
        }
        off.sort(null);
        System.out.printf("%d pauses, median %d us off the log%n", off.size(), off.get(off.size() / 2) / 1_000);
        // the JVM may lose its CPU between the two, so the middle one stands for all
        assertThat(off.get(off.size() / 2))
                .isLessThanOrEqualTo(gcs.get(gcs.size() - 1).errorNanos() + MILLI / 2);
    }

    @Test
    void readsTheFlagsOfHugePages() throws Exception {
        try (ForkedJvm jvm = service(Jdk.own(), List.of("-XX:+AlwaysPreTouch"), directory.resolve("gc.log"))) {
            assertThat(jvm.out()).contains("transparent=false, large=false, preTouch=true, sharedHeap=false");
        }
    }

    private static boolean has(Jdk jdk, List<String> flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.tool("java")));
        command.addAll(flags);
        command.add("-version");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        boolean ignored = new String(process.getInputStream().readAllBytes()).contains("gnoring option");
        return process.waitFor() == 0 && !ignored;
    }

    private static ForkedJvm service(Jdk jdk, List<String> flags, Path log) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of("-Xms16m", "-Xlog:gc:file=" + log + ":timenanos"));
        return ForkedJvm.of(jdk)
                .flags(all.toArray(String[]::new))
                .classPath(ForkedJvm.AGENT)
                .run(Collects.class)
                .awaitOut("kept");
    }

    /** What the service prints until a collection that was asked for has been told of, and one of them promptly. */
    private static String run(Jdk jdk, List<String> flags, Path log) {
        try (ForkedJvm jvm = service(jdk, flags, log)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> events(jvm.out()).stream()
                            .anyMatch(gc -> gc.cause().equals("System.gc()") && gc.heapAfter() > 0));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                String out = jvm.out();
                boolean prompt =
                        firstPrompt(events(out), toldAt(out)) < events(out).size();
                if (!prompt) {
                    jvm.say("");
                }
                return prompt;
            });
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err()).isEmpty();
            System.out.println(jdk + " " + flags + " " + names(events(jvm.out())));
            return jvm.out();
        }
    }

    private static Set<String> names(List<GcEvent> gcs) {
        Set<String> names = new TreeSet<>();
        gcs.forEach(gc -> names.add(gc.collector()));
        return names;
    }

    private static List<GcEvent> events(String out) {
        return lines(out).map(CollectorsIT::event).toList();
    }

    /** When the service was told of each, {@link System#nanoTime()} scale. */
    private static List<Long> toldAt(String out) {
        return lines(out).map(f -> number(f[16])).toList();
    }

    private static Stream<String[]> lines(String out) {
        return out.lines()
                .map(line -> line.split("\\|"))
                .filter(f -> f[0].equals("GC") && f[f.length - 1].equals("END"));
    }

    private static GcEvent event(String[] f) {
        int threads = Integer.parseInt(f[13]);
        return new GcEvent(
                f[1],
                f[2],
                f[3],
                number(f[4]),
                number(f[5]),
                number(f[6]),
                Boolean.parseBoolean(f[7]),
                number(f[8]),
                number(f[9]),
                number(f[10]),
                number(f[11]),
                number(f[12]),
                threads < 0 ? null : new GcWork(threads, 1, 0, number(f[15]), number(f[14]), 0));
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
