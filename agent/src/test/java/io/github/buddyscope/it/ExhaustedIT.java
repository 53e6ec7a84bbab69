// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** A service that has used up its heap, or its room for classes, and lives: so does the agent, and it works afterwards. */
@ParameterizedClass
@MethodSource("jdks")
class ExhaustedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Jdk jdk;

    @TempDir
    Path directory;

    ExhaustedIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    /** The first failure of all comes while there is no heap left to tell of it, and nothing was rehearsed before. */
    @Test
    void aFullHeapCostsWhatWasUnderWayAndNothingThatComesLater() throws Exception {
        survives("-Xmx24m", "fillheap 3000", "fillheap: was full", false);
    }

    @Test
    void norDoesItOnceTheFirstFailureWasRehearsed() throws Exception {
        survives("-Xmx24m", "fillheap 3000", "fillheap: was full", true);
    }

    @Test
    void soDoesNoRoomForClasses() throws Exception {
        survives("-XX:MaxMetaspaceSize=28m", "fillclasses 3000", "fillclasses: was full", true);
    }

    private void survives(String flag, String word, String answer, boolean rehearsed) throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        Path classes = directory.resolve("classes.log");
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags(flag, "-XX:+UseSerialGC", "-Xlog:class+init=info:file=" + classes)
                .agent("period=100ms,window=100ms,trace=off,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("threads").awaitOut("threads: [buddyscope");
            if (flag.startsWith("-Xmx")) { // not by the first collection, as in a large heap
                awaitInitialised(classes, "javax/management/openmbean/SimpleType");
                awaitInitialised(classes, "com/sun/management/internal/GarbageCollectionNotifInfoCompositeData");
            }
            if (rehearsed) {
                try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                    awaitRehearsed(mbeans, classes);
                }
            }
            jvm.say(word).awaitOut("is full");
            appendUntil(jvm, log, () -> jvm.out().contains(answer));
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
                appendUntil(jvm, log, () -> (Long) mbeans.get("KernelFailures", "Total") > 0);
                jvm.forgetOut().say(word);
                appendUntil(jvm, log, () -> jvm.out().contains(answer));
                long told = (Long) mbeans.get("KernelFailures", "Total");
                double used = (Double) mbeans.get("Agent", "CpuMillis");

                appendUntil(jvm, log, () -> (Long) mbeans.get("KernelFailures", "Total") > told);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(mbeans.get("Correlation", "LastVerdict"))
                                .isNotNull());
                await().atMost(PATIENCE).until(() -> (Double) mbeans.get("Agent", "CpuMillis") > used);
            }
            jvm.say("hooked").awaitOut("hooked: true told=true");
            jvm.forgetOut().say("threads").awaitOut("buddyscope-host").awaitOut("buddyscope-log");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err().lines().filter(line -> line.startsWith("buddyscope: warning: ")))
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(jvm.err().lines())
                    .as("no stack trace of a thread of ours")
                    .noneMatch(line -> line.contains("\tat io.github.buddyscope.") || line.contains("\"buddyscope"));
        }
    }

    private static void awaitInitialised(Path classes, String name) {
        await().atMost(PATIENCE).until(() -> Files.readString(classes).contains("'" + name + "'"));
    }

    /** What only the rehearsal begins with, and what it ends with, was initialised, and the thread that did it has gone on since. */
    private static void awaitRehearsed(RemoteMBeans mbeans, Path classes) throws Exception {
        awaitInitialised(classes, "io/github/buddyscope/agent/RehearsalReport");
        awaitInitialised(classes, "io/github/buddyscope/source/kernellog/clock/KernelTime");
        await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
        for (int rounds = 0; rounds < 2; rounds++) {
            double used = (Double) mbeans.get("Agent", "CpuMillis");
            await().atMost(PATIENCE).until(() -> (Double) mbeans.get("Agent", "CpuMillis") > used);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void appendUntil(ForkedJvm jvm, Path log, Condition condition) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            append(log);
            assertThat(condition.holds()).as(jvm.toString()).isTrue();
        });
    }

    private static void append(Path log) throws IOException {
        Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
    }
}
