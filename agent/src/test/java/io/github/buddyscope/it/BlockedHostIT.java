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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A file of the host's that can be opened and never gives anything, as one on a file system whose server hangs (lxcfs, NFS).
 * Here it's the pipe of a trace of which nothing is traced: a plain file by its type, whose reader waits.
 */
@ParameterizedClass
@Execution(ExecutionMode.CONCURRENT)
@MethodSource("jdks")
class BlockedHostIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final AtomicInteger TRACES = new AtomicInteger();

    private final Jdk jdk;
    private final Path trace =
            Tracing.ROOT.resolve("instances/waits-" + ProcessHandle.current().pid() + "-" + TRACES.incrementAndGet());

    @TempDir
    Path proc;

    BlockedHostIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Stream<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeEach
    void layOutAProcOfWhichOneFileWaits() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "tracefs is root's");
        assumeTrue(Files.isWritable(Tracing.ROOT.resolve("instances")), "no tracefs that could be written to");
        Files.createDirectory(trace);
        Files.createDirectory(proc.resolve("pressure"));
        Files.copy(Path.of("/proc/buddyinfo"), proc.resolve("buddyinfo"));
        Files.copy(Path.of("/proc/zoneinfo"), proc.resolve("zoneinfo"));
        Files.copy(Path.of("/proc/vmstat"), proc.resolve("vmstat"));
        Files.createFile(proc.resolve("kern.log"));
    }

    @AfterEach
    void endTheTrace() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> !Files.exists(trace) || Files.deleteIfExists(trace));
    }

    /** And so does the file of the kernel's facts, of which advice is made. */
    @Test
    void theOtherSourcesAndTheDetachWaitForNoFileOfTheHosts() throws Exception {
        Files.createSymbolicLink(proc.resolve("meminfo"), trace.resolve("trace_pipe"));
        try (ForkedJvm jvm = service()) {
            AgentLifeIT.awaitRunning(jvm);
            try (RemoteMBeans mbeans = RemoteMBeans.of(jvm)) {
                await().atMost(PATIENCE).until(() -> freeBytes(mbeans) != null);

                Files.createSymbolicLink(proc.resolve("pressure/memory"), trace.resolve("trace_pipe"));

                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(mbeans.get("Agent", "Sources").toString())
                                        .contains("has waited for more than 5 s"));
                assertThat(freeBytes(mbeans)).as("of then, not of now").isNull();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    Files.write(proc.resolve("kern.log"), Seed.linesOfNow(), StandardOpenOption.APPEND);
                    assertThat(mbeans.get("Correlation", "LastVerdict")).isNotNull();
                });
                jvm.say("direct 3000000").awaitOut("direct: 3000000");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat((Long) mbeans.get("DirectBuffers", "LargestBytes"))
                                .isGreaterThanOrEqualTo(0));

                goOn();
                await().atMost(PATIENCE).until(() -> freeBytes(mbeans) != null);
            }
            assertThat(Ran.command(jdk, "detach", Long.toString(jvm.pid())).err())
                    .isEmpty();
            jvm.forgetOut().say("threads").awaitOut("threads: []\n");
            assertThat(jvm.err().lines())
                    .hasSize(4) // that of the file which wasn't there at first is told as such
                    .allSatisfy(line -> assertThat(line).contains("; to get it: "))
                    .filteredOn(line -> line.contains("has waited for more than 5 s"))
                    .hasSize(3);
        }
    }

    @Test
    void anAgentThatStartsThereStartsAndGoesAndSoDoesTheService() throws Exception {
        Files.createSymbolicLink(proc.resolve("pressure/memory"), trace.resolve("trace_pipe"));
        try (ForkedJvm jvm = service()) {
            AgentLifeIT.awaitRunning(jvm);
            jvm.say("hooked").awaitOut("hooked: true told=true");

            Ran detached = Ran.command(jdk, "detach", Long.toString(jvm.pid()));

            assertThat(detached.exit()).as(detached.toString()).isZero();
            assertThat(detached.err()).contains("buddyscope-host");
            jvm.forgetOut().say("hooked").awaitOut("hooked: false told=false");
            jvm.say("threads").awaitOut("threads: [buddyscope-host]\n");
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
            assertThat(jvm.err().lines()).allSatisfy(line -> assertThat(line).contains("has waited for more than 5 s"));
        }
    }

    private ForkedJvm service() {
        return ForkedJvm.of(jdk)
                .flags("-XX:+EnableDynamicAgentLoading")
                .agent("period=100ms,window=100ms,trace=off,proc=" + proc + ",kernel=file:" + proc.resolve("kern.log"))
                .run(Obedient.class)
                .awaitOut("ready");
    }

    /** Gives every read something, and puts a plain file where it waited. */
    private void goOn() throws IOException {
        Path pressure = proc.resolve("pressure/memory");
        Files.delete(pressure);
        Files.writeString(
                pressure,
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");
        Files.deleteIfExists(proc.resolve("meminfo"));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            // to a reader the next record, and then an end: without one, a read that has given something waits for more
            Files.writeString(trace.resolve("tracing_on"), "1", StandardOpenOption.WRITE);
            Files.writeString(trace.resolve("trace_marker"), "go on\n", StandardOpenOption.APPEND);
            Files.writeString(trace.resolve("tracing_on"), "0", StandardOpenOption.WRITE);
            Files.delete(trace);
            return true;
        });
    }

    private static Object freeBytes(RemoteMBeans mbeans) throws Exception {
        for (String name : mbeans.names()) {
            if (name.contains("type=Zone")) {
                return mbeans.server().getAttribute(RemoteMBeans.name(name), "FreeBytes");
            }
        }
        return null;
    }
}
