// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.SourceState.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the others do, a good agent gets every failure exactly once. */
class HostileClientsTest {
    private static final String[] BITS = {
        "{\"type\":\"hello\",\"kernel\":true}\n",
        "{\"type\":\"hello\",\"kernel\":true,\"trace\":true,\"pid\":1,\"tid\":1}\n",
        "{\"type\":\"named\",\"step\":1}\n",
        "{\"type\":\"named\",\"step\":2}\n",
        "{\"type\":\"hello\"",
        "\n",
        "{",
        "[[[[[[[[[[[[[[",
        "\"",
        "\u0000",
        "{\"type\":\"x\"}\n",
        "{\"type\":\"hello\",\"position\":{\"seq\":9223372036854775807,\"n\":-5,\"lines\":-9}}\n",
        "GET / HTTP/1.1\r\n\r\n",
    };

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final ScriptedLog log = new ScriptedLog(1);
    private final List<Long> expected = new ArrayList<>();
    private Path socket;
    private Relay relay;
    private ListeningClient good;

    @BeforeEach
    void start() throws Exception {
        socket = directory.resolve("relay.sock");
        relay = new Relay(new Relay.Settings(socket, null, false, Path.of("/proc"), null), "test", log.open(), false);
        relay.start();
        good = new ListeningClient(socket);
        await().atMost(PATIENCE).until(() -> good.client.state().status() == Status.OK);
    }

    @AfterEach
    void stop() throws IOException {
        good.close();
        relay.close();
    }

    private void fail() {
        expected.add(log.fails("java", 1));
    }

    private void assertTheGoodOneHasAll() {
        await().atMost(PATIENCE).until(() -> good.failures.size() >= expected.size());
        assertThat(good.numbers()).isEqualTo(expected);
        assertThat(good.client.account().linesLost()).isZero();
        assertThat(relay.alive()).isTrue();
    }

    @Test
    void manyThatSayAnythingAndLeaveAnyhow() throws IOException {
        Random random = new Random(20_061);
        List<RawClient> connected = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            if (connected.size() < 40 && random.nextInt(3) == 0) {
                try {
                    connected.add(new RawClient(socket));
                } catch (IOException full) {
                    continue;
                }
            } else if (!connected.isEmpty()) {
                int which = random.nextInt(connected.size());
                RawClient client = connected.get(which);
                try {
                    switch (random.nextInt(6)) {
                        case 0 -> client.hear();
                        case 1 -> connected.remove(which).close();
                        case 2 -> {
                            byte[] noise = new byte[random.nextInt(3_000)];
                            random.nextBytes(noise);
                            client.say(noise);
                        }
                        default -> client.say(BITS[random.nextInt(BITS.length)]);
                    }
                } catch (IOException sentAway) {
                    connected.remove(client);
                    client.close();
                }
            }
            if (i % 30 == 0) {
                fail();
            }
        }
        assertTheGoodOneHasAll();
        for (RawClient client : connected) {
            client.close();
        }
        await().atMost(PATIENCE).until(() -> relay.agents() == 1);
    }

    @Test
    void oneThatNeverReadsCostsOnlyItself() throws IOException {
        try (RawClient deaf = new RawClient(socket)) {
            deaf.say(BITS[0]);
            await().atMost(PATIENCE).until(() -> relay.agents() == 2);
            for (int i = 0; i < 15; i++) {
                for (int burst = 0; burst < 200; burst++) {
                    fail();
                }
                // the relay keeps 1,024, also for a good one that gets no processor
                await().atMost(PATIENCE).until(() -> good.failures.size() >= expected.size());
            }
            assertTheGoodOneHasAll();
            // now he reads, and is told what he has missed: what is kept, and what the socket held
            await().atMost(PATIENCE).until(() -> deaf.text().contains("\"seq\":" + expected.get(expected.size() - 1)));
            long got = deaf.lines().stream()
                    .filter(line -> line.contains("\"type\":\"failure\""))
                    .count();
            long lost = deaf.lines().stream()
                    .filter(line -> line.contains("\"what\":\"failures\""))
                    .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"lost\":(\\d+).*", "$1")))
                    .sum();
            assertThat(lost).isPositive();
            assertThat(got + lost).isEqualTo(expected.size());
        }
    }

    @Test
    void halfALineIsWaitedForAndAnEndlessOneIsNot() throws IOException {
        try (RawClient half = new RawClient(socket);
                RawClient endless = new RawClient(socket)) {
            half.say("{\"type\":\"hello\",");
            for (int i = 0; i < 10; i++) {
                try {
                    endless.say("x".repeat(1_000));
                } catch (IOException sentAway) {
                    break;
                }
            }
            fail();
            assertTheGoodOneHasAll();
            await().atMost(PATIENCE).until(() -> endless.text().contains("a line of more than 4096 bytes"));
            half.say("\"kernel\":true}\n");
            await().atMost(PATIENCE).until(() -> half.text().contains("\"type\":\"failure\""));
        }
    }

    @Test
    void aFloodOfLinesIsSentAway() throws IOException {
        try (RawClient client = new RawClient(socket)) {
            client.say("{\"type\":\"x\"}\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> client.text().contains("too many lines"));
        }
        fail();
        assertTheGoodOneHasAll();
    }

    @Test
    void endlessConnectionsAreSentAwayAndTheGoodOneStays() throws IOException {
        List<RawClient> crowd = new ArrayList<>();
        boolean refused = false;
        for (int i = 0; i < ClientLimits.BURST + 50; i++) {
            try {
                RawClient client = new RawClient(socket);
                crowd.add(client);
                if (crowd.size() > 100) {
                    RawClient oldest = crowd.remove(0);
                    refused |= oldest.text().contains("too many connections of this user");
                    oldest.close();
                }
            } catch (IOException full) {
                continue;
            }
            if (i % 50 == 0) {
                fail();
            }
        }
        for (RawClient client : crowd) {
            await().atMost(PATIENCE)
                    .until(() ->
                            client.text().contains("refused") || client.text().contains("hello") || client.hear());
            refused |= client.text().contains("too many connections of this user");
            client.close();
        }
        assertThat(refused).isTrue();
        assertTheGoodOneHasAll();
    }

    @Test
    void whoClaimsToBeAnotherProcessIsNotBelieved() throws IOException {
        long pid = ProcessHandle.current().pid();
        try (RawClient client = new RawClient(socket)) {
            client.say("{\"type\":\"hello\",\"kernel\":true,\"pid\":" + pid + ",\"tid\":" + pid + "}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("challenge"));
            client.say("{\"type\":\"named\",\"step\":1}\n");
            await().atMost(PATIENCE).until(() -> client.text().contains("identity"));
            assertThat(client.text()).contains("\"proven\":false", "no thread has the name");
        }
    }
}
