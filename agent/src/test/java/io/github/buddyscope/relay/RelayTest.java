// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.relay.RelayAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay, its socket and its agents, in one process; the kernel's log alone is made up. */
class RelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final ScriptedLog log = new ScriptedLog(100);
    private Path socket;
    private Relay relay;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Path.of("/proc/thread-self").toFile().exists(), "no /proc");
        socket = directory.resolve("relay.sock");
        begin();
    }

    private void begin() throws Exception {
        relay = new Relay(new Relay.Settings(socket, null, false, Path.of("/proc"), null), "test", log.open(), false);
        relay.start();
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
    }

    private static int ownTask() throws IOException {
        return Integer.parseInt(
                Path.of("/proc/thread-self").toRealPath().getFileName().toString());
    }

    private static void untilProven(ListeningClient listener) {
        await().atMost(PATIENCE)
                .until(() -> listener.client.account().proven()
                        && listener.client.state().status() == Status.OK);
    }

    @Test
    void anAgentGetsWhatTheLogHeldAndWhatComesOnceAndInOrder() throws Exception {
        List<Long> expected = new ArrayList<>();
        expected.add(log.fails("java", 4_000_001));
        try (ListeningClient listener = new ListeningClient(socket)) {
            untilProven(listener);
            expected.add(log.fails("other", 4_000_002));
            expected.add(log.fails("other", 4_000_003));
            await().atMost(PATIENCE).until(() -> listener.failures.size() == 3);

            assertThat(listener.numbers()).isEqualTo(expected);
            assertThat(listener.failures.get(0).live()).isFalse();
            assertThat(listener.failures.get(1).live()).isTrue();
            assertThat(listener.failures.get(1).errorNanos()).isEqualTo(2_000);
            assertThat(listener.failures.get(1).report().origin().task()).isEqualTo("(withheld)");
            assertThat(listener.failures.get(1).thread()).isNull();
            assertThat(listener.failures.get(1).report().toString()).doesNotContain("other");
        }
    }

    @Test
    void aTaskOfItsOwnIsNamedToAnAgentAndToNobodyElse() throws Exception {
        try (ListeningClient listener = new ListeningClient(socket);
                RawClient other = new RawClient(socket)) {
            other.say("{\"type\":\"hello\",\"kernel\":true}\n");
            untilProven(listener);
            String name = new String(
                            java.nio.file.Files.readAllBytes(Path.of("/proc/thread-self/comm")),
                            java.nio.charset.StandardCharsets.UTF_8)
                    .strip();
            log.fails(name, ownTask());
            await().atMost(PATIENCE).until(() -> !listener.failures.isEmpty());
            await().atMost(PATIENCE).until(() -> other.text().contains("failure"));

            assertThat(listener.failures.get(0).thread()).isEqualTo(name);
            assertThat(listener.failures.get(0).report().origin().pid()).isEqualTo(ownTask());
            assertThat(listener.failures.get(0).report().header().text()).contains("cpuset=pod-" + name);
            assertThat(other.text()).doesNotContain(name).doesNotContain("\"pid\"");
        }
    }

    @Test
    void aRelayThatIsStartedAnewGoesOnWhereTheLastOneEnded() throws Exception {
        List<Long> expected = new ArrayList<>();
        expected.add(log.fails("java", 1));
        try (ListeningClient listener = new ListeningClient(socket)) {
            untilProven(listener);
            relay.close();
            await().atMost(PATIENCE).until(() -> listener.client.state().status() == Status.UNAVAILABLE);
            expected.add(log.fails("java", 1));
            begin();
            expected.add(log.fails("java", 1));
            await().atMost(PATIENCE).until(() -> listener.failures.size() == 3);
            untilProven(listener);

            assertThat(listener.numbers()).isEqualTo(expected);
            assertThat(listener.failures.get(1).live()).isTrue(); // after the agent began to listen
            assertThat(listener.client.account().linesLost()).isZero();
        }
    }

    @Test
    void whatTheKernelHasOverwrittenWhileNoRelayReadIsCounted() throws Exception {
        log.fails("java", 1);
        try (ListeningClient listener = new ListeningClient(socket)) {
            untilProven(listener);
            relay.close();
            for (int i = 0; i < 10; i++) {
                log.fails("java", 1);
            }
            log.wraps(5); // the last report's lines; five records were read, 45 are gone
            begin();
            await().atMost(PATIENCE).until(() -> listener.failures.size() == 2);
            await().atMost(PATIENCE).until(() -> listener.client.account().linesLost() == 45);
        }
    }

    @Test
    void whatARelayLosesIsCountedByEachAgentOnce() throws Exception {
        log.fails("java", 1);
        try (ListeningClient listener = new ListeningClient(socket)) {
            untilProven(listener);
            relay.close();
            begin();
            untilProven(listener);
            log.loses(7);
            log.fails("java", 1);
            log.wraps(5);
            relay.close();
            begin();
            await().atMost(PATIENCE)
                    .until(() -> listener.failures.size() == 2
                            && listener.client.account().linesLost() == 7);
            untilProven(listener);
            assertThat(listener.client.account().linesLost()).isEqualTo(7);
        }
    }

    @Test
    void aPositionBeyondAllNumbersIsTheEnd() throws Exception {
        try (RawClient client = new RawClient(socket)) {
            await().atMost(PATIENCE).until(() -> client.text().contains("\"run\""));
            String run = client.text().replaceAll(".*\"run\":\"([^\"]*)\".*", "$1");
            client.say("{\"type\":\"hello\",\"trace\":true,\"position\":{\"boot\":\"" + boot() + "\",\"run\":\"" + run
                    + "\",\"n\":" + Long.MAX_VALUE + "}}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("present"));
            assertThat(client.text()).contains("\"type\":\"present\",\"n\":-1}").doesNotContain("\"lost\"");
        }
    }

    @Test
    void anAgentThatComesAgainIsToldOnlyWhatItHasNotHad() throws Exception {
        long first = log.fails("java", 1);
        long second = log.fails("java", 1);
        try (RawClient client = new RawClient(socket)) {
            client.say("{\"type\":\"hello\",\"kernel\":true,\"position\":{\"boot\":\"" + boot() + "\",\"seq\":" + first
                    + "}}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("present"));
            assertThat(client.text()).contains("\"seq\":" + second).doesNotContain("\"seq\":" + first);
        }
        try (RawClient client = new RawClient(socket)) {
            client.say(
                    "{\"type\":\"hello\",\"kernel\":true,\"position\":{\"boot\":\"another\",\"seq\":" + first + "}}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("present"));
            assertThat(client.text()).contains("\"seq\":" + second, "\"seq\":" + first);
        }
    }

    private static String boot() throws IOException {
        return java.nio.file.Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                .strip();
    }

    @Test
    void whatAPersonIsToldCanBeRead() throws Exception {
        try (RawClient client = new RawClient(socket)) {
            await().atMost(PATIENCE).until(() -> client.text().contains("\"protocol\":\"buddyscope-relay\""));
            client.say("{\"type\":\"hello\"}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("present"));
            assertThat(client.text()).contains("\"source\":\"kmsg\",\"status\":\"OK\"", "\"type\":\"counts\"");
        }
    }

    @Test
    void aNewerAgentAndItsNewWordsAreUnderstoodAsFarAsCanBe() throws Exception {
        long number = log.fails("java", 1);
        try (RawClient client = new RawClient(socket)) {
            client.say("{\"type\":\"hello\",\"version\":9,\"least\":1,\"kernel\":true,\"moon\":[1,{}]}\n");
            client.say("{\"type\":\"subscribe\",\"to\":\"moon\"}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("present"));
            assertThat(client.text()).contains("\"seq\":" + number);
        }
        try (RawClient client = new RawClient(socket)) {
            client.say("{\"type\":\"hello\",\"version\":9,\"least\":2,\"kernel\":true}\n");
            await().atMost(PATIENCE).until(client::hear);
            assertThat(client.text()).contains("refused", "speaks version 1");
        }
    }

    @Test
    void doctorSeesARelayAndItsSources() {
        assertThat(RelayAccess.look(socket))
                .extracting(state -> state.source() + " " + state.status())
                .containsExactly("relay OK", "relay:kmsg OK");
    }

    @Test
    void doctorSaysWhatIsInTheWay() throws IOException {
        relay.close();
        assertThat(RelayAccess.look(socket).get(0).detail()).isEqualTo("no relay at " + socket);
        assertThat(RelayAccess.look(socket).get(0).remedy()).contains("relay");
    }
}
