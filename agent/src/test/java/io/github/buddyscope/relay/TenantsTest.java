// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.wire.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services of two users in pid namespaces of their own, on a host with one relay. */
class TenantsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Names that no other host's, or another run's, task has. */
    private static final String A = "a" + ProcessHandle.current().pid() % 1_000_000;

    private static final String B = "b" + ProcessHandle.current().pid() % 1_000_000;
    private static final OtherUser ALPHA = new OtherUser(64_001);
    private static final OtherUser BETA = new OtherUser(64_002);

    @TempDir
    Path directory;

    private final ScriptedLog log = new ScriptedLog(1);
    private final List<Process> processes = new ArrayList<>();
    private Path socket;
    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        OtherUser.assumed(ALPHA.id());
        OtherUser.open(directory);
        for (Class<?> type : List.of(Message.class, Tenant.class)) {
            OtherUser.copy(type, directory.resolve("classes"), TenantsTest::tenantNeeds);
        }
        socket = directory.resolve("run/relay.sock");
        relay = new Relay(new Relay.Settings(socket, null, false, Path.of("/proc"), null), "test", log.open(), false);
        relay.start();
    }

    private static boolean tenantNeeds(String name) {
        return Stream.of("wire", "source", "model", "text", "thread", "relay").anyMatch(name::contains);
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        if (relay != null) {
            relay.close();
        }
    }

    /** Its standard output. */
    private Path tenant(OtherUser user, String name, String... more) throws IOException {
        List<String> command = user.running(
                System.getProperty("java.home") + File.separator + "bin/java",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                directory.resolve("classes").toString(),
                Tenant.class.getName(),
                socket.toString(),
                name);
        command.addAll(List.of(more));
        Path out = directory.resolve(name + ".out");
        processes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start());
        return out;
    }

    private static void awaitIn(Path out, String text) {
        await().atMost(PATIENCE).until(() -> Files.readString(out), read -> read.contains(text));
    }

    /** Process and thread of that name, as the host numbers them. */
    private static int[] find(String thread) {
        HostProc proc = new HostProc(Path.of("/proc"));
        for (int pid : proc.processes()) {
            for (int tid : proc.threads(pid)) {
                byte[] name = proc.name(pid, tid);
                if (name != null && thread.equals(new String(name, java.nio.charset.StandardCharsets.UTF_8))) {
                    return new int[] {pid, tid};
                }
            }
        }
        throw new AssertionError("no thread " + thread);
    }

    @Test
    void eachIsToldOfItsOwnTasksInItsOwnNumbersAndOfNobodyElses() throws Exception {
        Path alpha = tenant(ALPHA, A);
        Path beta = tenant(BETA, B);
        awaitIn(alpha, "proven.");
        awaitIn(beta, "proven.");
        int[] worker = find("worker-" + A);
        int[] other = find("worker-" + B);

        log.fails("worker-" + A, worker[1]);
        log.fails("worker-" + B, other[1]);
        log.fails("stranger", (int) ProcessHandle.current().pid());
        for (Path out : List.of(alpha, beta)) {
            await().atMost(PATIENCE).until(() -> failures(out).size() == 3);
        }

        int[] inside = new HostProc(Path.of("/proc")).ids(worker[0], worker[1]);
        assertThat(inside).hasSizeGreaterThan(1);
        assertThat(failures(alpha).get(0)).startsWith("failure of worker-" + A + " " + inside[inside.length - 1] + " ");
        assertThat(failures(alpha).get(0)).contains("cpuset=pod-worker-" + A);
        assertThat(failures(alpha).get(1)).startsWith("failure of null null ");
        assertThat(failures(beta).get(0)).startsWith("failure of null null ");
        assertThat(failures(beta).get(1)).startsWith("failure of worker-" + B + " ");
        assertThat(Files.readString(alpha))
                .doesNotContain(B, "stranger")
                .doesNotContainPattern("\\b" + other[1] + "\\b");
        assertThat(Files.readString(beta))
                .doesNotContain(A, "stranger")
                .doesNotContainPattern("\\b" + worker[1] + "\\b");
    }

    private static List<String> failures(Path out) throws IOException {
        return Files.readAllLines(out).stream()
                .filter(line -> line.startsWith("failure of "))
                .toList();
    }

    @Test
    void whoClaimsToBeAnotherIsNotBelievedWhoeverHeIs() throws Exception {
        awaitIn(tenant(ALPHA, A), "proven.");
        int[] worker = find("worker-" + A);
        String pid = Integer.toString(worker[0]);
        String tid = Integer.toString(worker[1]);

        awaitIn(tenant(ALPHA, "same-user", pid, tid), "not believed.");
        awaitIn(tenant(BETA, "another-user", pid, tid), "not believed.");
        for (Process process : processes.subList(1, 3)) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
