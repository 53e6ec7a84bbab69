// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With something behind the socket that is no good relay. */
class RelayClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final AtomicInteger told = new AtomicInteger();
    private Path path;
    private ServerSocketChannel server;
    private RelayClient client;

    @BeforeEach
    void listen() throws IOException {
        path = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        client = new RelayClient(path, "test", true, true, 0, new RelaySink() {
            @Override
            public void failure(RelayedFailure failure) {
                told.incrementAndGet();
                throw new IllegalStateException("as a broken agent would");
            }

            @Override
            public void attempt(AllocationFailure failure, String thread) {}

            @Override
            public void stall(AllocationStall stall, String thread) {}
        });
        client.start();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private void untilItSays(String words) {
        await().atMost(PATIENCE)
                .until(() -> client.state().status() == Status.UNAVAILABLE
                        && client.state().detail().contains(words));
    }

    @Test
    void whatIsNoneOfTheProtocolsLinesEndsTheTalkAndItTriesAgain() throws IOException {
        try (SocketChannel first = server.accept()) {
            say(first, "220 mail.example.org ESMTP\n");
            untilItSays("no JSON object");
        }
        try (SocketChannel second = server.accept()) {
            assertThat(second.isConnected()).isTrue();
        }
    }

    private void untilItIsNotYetHeardFor(String reason) {
        await().atMost(PATIENCE)
                .until(() -> client.state().status() == Status.OFF
                        && client.state().detail().equals(reason));
    }

    @Test
    void saysWhatItIsWaitingFor() throws IOException {
        try (SocketChannel channel = server.accept()) {
            untilItIsNotYetHeardFor("asked, and not answered yet");
            say(channel, "{\"type\":\"hello\",\"boot\":\"b\",\"run\":\"r\"}\n");
            untilItIsNotYetHeardFor("it tells what was before");
            say(channel, "{\"type\":\"present\"}\n");
            await().atMost(PATIENCE).until(() -> client.state().status() == Status.OK);
        }
        untilItSays(""); // in whatever words
        try (SocketChannel channel = server.accept()) {
            say(channel, "{\"type\":\"hello\",\"boot\":\"b\",\"run\":\"r\"}\n");
            untilItIsNotYetHeardFor("it tells what was before");
        }
    }

    @Test
    void aNewerRelaysNewWordsArePassedOver() throws IOException {
        try (SocketChannel channel = server.accept()) {
            say(channel, "{\"type\":\"hello\",\"version\":9,\"least\":1,\"boot\":\"b\",\"run\":\"r\",\"moon\":[1]}\n");
            say(
                    channel,
                    "{\"type\":\"weather\",\"sun\":true}\n{\"type\":\"challenge\",\"step\":1,\"of\":\"the moon\"}\n");
            say(channel, "{\"type\":\"failure\",\"seq\":1,\"report\":{\"kind\":\"ON_THE_MOON\"}}\n");
            say(channel, "{\"type\":\"stall\",\"n\":1,\"kind\":\"TELEPORTATION\"}\n{\"type\":\"present\",\"n\":{}}\n");
            await().atMost(PATIENCE).until(() -> client.state().status() == Status.OK);
        }
        assertThat(told).hasValue(0);
    }

    @Test
    void anOlderRelayThatSaysLessIsListenedTo() throws IOException {
        try (SocketChannel channel = server.accept()) {
            say(channel, "{\"type\":\"hello\"}\n{\"type\":\"present\"}\n");
            await().atMost(PATIENCE).until(() -> client.state().status() == Status.OK);
            assertThat(client.account().proven()).isFalse();
            say(channel, "{\"type\":\"failure\",\"seq\":1,\"report\":{\"kind\":\"OOM_KILL\"}}\n");
            await().atMost(PATIENCE).until(() -> told.get() == 1);
        }
    }

    @Test
    void aRelayThatIsTooNewIsLeftAloneAndAskedAgain() throws IOException {
        try (SocketChannel channel = server.accept()) {
            say(channel, "{\"type\":\"hello\",\"version\":9,\"least\":2}\n");
            untilItSays("speaks version 2 of the protocol at least, this agent 1");
        }
        try (SocketChannel second = server.accept()) {
            assertThat(second.isConnected()).isTrue();
        }
    }

    @Test
    void whereAnyoneMayListenNobodyIsBelieved() throws IOException {
        try (SocketChannel first = server.accept()) {
            assertThat(first.isConnected()).isTrue();
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        untilItSays("is not trusted");
        assertThat(client.state().remedy()).contains("a directory of root's");
        assertThat(RelayAccess.look(path).get(0).detail()).contains("may be written by everyone");
    }

    @Test
    void itsThreadHasItsOwnNameAgainHoweverTheTalkEnds() throws IOException {
        Set<String> before;
        try (SocketChannel channel = server.accept()) {
            await().atMost(PATIENCE).until(() -> namesOfThreads().stream().anyMatch(name -> name.startsWith("buddys")));
            before = namesOfThreads();
            say(channel, "{\"type\":\"hello\",\"boot\":\"b\",\"run\":\"r\"}\n");
            say(channel, "{\"type\":\"challenge\",\"step\":1,\"name\":\"" + "a1".repeat(15) + "\"}\n");
            await().atMost(PATIENCE).until(() -> namesOfThreads().contains("\u00a1".repeat(15)));
        }
        await().atMost(PATIENCE).until(() -> !namesOfThreads().contains("\u00a1".repeat(15)));
        assertThat(namesOfThreads().stream().filter(name -> name.startsWith("buddys")))
                .isNotEmpty()
                .isSubsetOf(before);
    }

    /** As the kernel has them. */
    private static Set<String> namesOfThreads() throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                try {
                    names.add(
                            new String(Files.readAllBytes(task.resolve("comm")), StandardCharsets.ISO_8859_1).strip());
                } catch (IOException ended) {
                    continue;
                }
            }
        }
        return names;
    }

    @Test
    void oneThatGreetsAndGoesIsAskedEverMoreSeldom() throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            try (SocketChannel channel = server.accept()) {
                say(channel, "{\"type\":\"hello\",\"boot\":\"b\",\"run\":\"r\"}\n{\"type\":\"present\"}\n");
                await().atMost(PATIENCE).until(() -> client.state().status() == Status.OK);
            }
        }
        long doubled = BackOff.FIRST_MILLIS * (1 + 2 + 4 + 8) / 2;
        assertThat(System.nanoTime() - begin).isGreaterThan(doubled * 1_000_000);
    }

    @Test
    void anEndlessLineIsNotKept() throws IOException {
        try (SocketChannel channel = server.accept()) {
            try {
                say(channel, "x".repeat(Protocol.LONGEST_LINE + 10));
            } catch (IOException sentAway) {
                assertThat(sentAway).isNotNull();
            }
            untilItSays("a line of more than");
        }
    }

    @Test
    void anAgentThatThrowsIsNotTheEndOfTheClient() throws IOException {
        for (int i = 1; i <= 2; i++) {
            int times = i;
            try (SocketChannel channel = server.accept()) {
                say(channel, "{\"type\":\"hello\",\"boot\":\"b\",\"run\":\"r\"}\n");
                say(channel, "{\"type\":\"failure\",\"seq\":" + i + ",\"report\":{\"kind\":\"OOM_KILL\"}}\n");
                await().atMost(PATIENCE).until(() -> told.get() == times);
            }
        }
        untilItSays("failed with");
    }

    @Test
    void endsAtOnceWhateverTheRelayDoes() throws IOException {
        try (SocketChannel channel = server.accept()) {
            client.close();
            ByteBuffer in = ByteBuffer.allocate(10_000);
            while (channel.read(in) >= 0) {
                in.clear(); // its hello, and then the end
            }
            client.close();
        }
    }

    @Test
    void waitsEverLongerAndNeverTheSame() {
        BackOff backOff = new BackOff();
        for (int i = 0; i < 20; i++) {
            long nominal = Math.min(BackOff.LONGEST_MILLIS, BackOff.FIRST_MILLIS << Math.min(i, 20));
            assertThat(backOff.nextMillis(0)).isBetween(nominal / 2, nominal);
        }
        assertThat(backOff.nextMillis(60_000)).isBetween(60_000L, 90_000L);
        backOff.reset();
        assertThat(backOff.nextMillis(0)).isLessThanOrEqualTo(BackOff.FIRST_MILLIS);
    }
}
