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
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Recordings that come and go as their owners please, while the kernel reports failures. */
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@MethodSource("jdks")
class RecorderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 12;

    private final Jdk jdk;

    @TempDir
    Path directory;

    RecorderIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void eachRecordingHasWhatCameWhileItRan() throws Exception {
        Path log = Files.createFile(directory.resolve("kern.log"));
        try (ForkedJvm jvm = ForkedJvm.of(jdk)
                .flags("-Xlog:disable", "-Xlog:all=error:stderr")
                .agent("period=100ms,window=100ms,direct.threshold=1,trace=off,kernel=file:" + log)
                .run(Obedient.class)
                .awaitOut("ready")) {
            AgentLifeIT.awaitRunning(jvm);
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
                Thread failures = failing(log);
                // the first recording of all is noticed within moments
                jfr(mbeans, "jfrStart", "name=first");
                await().atMost(PATIENCE)
                        .until(() -> !Recorded.events(jdk, jvm, directory, "buddyscope.AgentHealth")
                                .isEmpty());
                jfr(mbeans, "jfrStop", "name=first");
                for (int round = 0; round < ROUNDS; round++) {
                    Path outer = directory.resolve("outer" + round + ".jfr");
                    Path inner = directory.resolve("inner" + round + ".jfr");
                    jfr(mbeans, "jfrStart", "name=outer");
                    jfr(mbeans, "jfrStart", "name=inner");
                    jvm.say("direct 100000");
                    awaitMore(mbeans);
                    jfr(mbeans, "jfrDump", "name=outer", "filename=" + outer);
                    jfr(mbeans, "jfrStop", "name=inner", "filename=" + inner);
                    jfr(mbeans, "jfrStop", "name=outer");
                    assertThat(ours(outer)).contains("buddyscope.KernelFailure", "buddyscope.Verdict");
                    assertThat(ours(inner)).contains("buddyscope.KernelFailure", "buddyscope.Verdict");
                }
                failures.interrupt();
                failures.join();
                assertThat(mbeans.get("Agent", "EventsDropped")).isEqualTo(0L);
                assertThat(mbeans.get("Agent", "Sources").toString()).contains("Source=jfr, Status=OK");
            }
            assertThat(jvm.err()).isEmpty();
        }
    }

    @Test
    void aDumpToAFullDiskFailsAndTheRecordingGoesOn() throws Exception {
        try (ForkedJvm jvm = recording("period=100ms,kernel=none,trace=off")) {
            await().atMost(PATIENCE)
                    .until(() -> !Recorded.events(jdk, jvm, directory, "buddyscope.AgentHealth")
                            .isEmpty());
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                assertThat((String) jfr(mbeans, "jfrDump", "filename=/dev/full"))
                        .contains("Dump failed");

                await().atMost(PATIENCE).until(() -> mbeans.names().contains("buddyscope:type=Agent"));
                assertThat(mbeans.get("Agent", "EventsDropped")).isEqualTo(0L);
            }
            int before = Recorded.events(jdk, jvm, directory, "buddyscope.AgentHealth")
                    .size();
            await().atMost(PATIENCE)
                    .until(() -> Recorded.events(jdk, jvm, directory, "buddyscope.AgentHealth")
                                    .size()
                            > before);
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** It's the JDK that ends a JVM whose flight recorder can't write its own files; we add nothing to it, nor a word. */
    @Test
    void aFullDiskUnderTheRecorderIsWhatItIsWithoutTheAgent() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()))
                .isZero();
        try {
            Ran without = underAFullDisk(disk, null);
            Ran with = underAFullDisk(disk, "period=100ms,kernel=none,trace=off");

            assertThat(with).isEqualTo(without);
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private Ran underAFullDisk(Path disk, String options) throws Exception {
        try (ForkedJvm jvm = recording(options, "-XX:FlightRecorderOptions:repository=" + disk)) {
            if (options != null) {
                AgentLifeIT.awaitRunning(jvm);
                jvm.say("eventtypes").awaitOut("eventtypes: ");
            }
            Path filler = disk.resolve("filler");
            fill(filler);
            int code = jvm.exitCode();
            Files.delete(filler);
            return new Ran(code, "", jvm.err().replaceAll("\\[[0-9.]+s]", ""));
        }
    }

    private static void fill(Path filler) {
        try (var out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private ForkedJvm recording(String options, String... flags) {
        ForkedJvm.Builder builder = ForkedJvm.of(jdk).flags(Recorded.flags()).flags(flags);
        return (options == null ? builder : builder.agent(options))
                .run(Obedient.class)
                .awaitOut("ready");
    }

    /** Of each at least one has come to pass from its begin to its end since this was called. */
    private static void awaitMore(RemoteMBeans mbeans) throws Exception {
        long failures = (Long) mbeans.get("KernelFailures", "Total");
        long verdicts = (Long) mbeans.get("Correlation", "Total");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> (Long) mbeans.get("KernelFailures", "Total") > failures + 1
                        && (Long) mbeans.get("Correlation", "Total") > verdicts + 1);
    }

    private static Thread failing(Path log) {
        Thread failures = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    Files.write(log, Seed.linesOfNow(), StandardOpenOption.APPEND);
                    LockSupport.parkNanos(20_000_000);
                }
            } catch (IOException interrupted) {
                return;
            }
        });
        failures.start();
        return failures;
    }

    private static Object jfr(RemoteMBeans mbeans, String operation, String... arguments) throws Exception {
        return mbeans.server()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        operation,
                        new Object[] {arguments},
                        new String[] {String[].class.getName()});
    }

    private static List<String> ours(Path recording) throws IOException {
        return RecordingFile.readAllEvents(recording).stream()
                .map(event -> event.getEventType().getName())
                .filter(name -> name.startsWith("buddyscope."))
                .distinct()
                .toList();
    }
}
