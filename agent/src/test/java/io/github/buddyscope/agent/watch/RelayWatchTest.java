// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.correlation.timeline.Timeline;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.jvm.JvmTasks;
import io.github.buddyscope.source.kernellog.clock.LogClock;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSink;
import io.github.buddyscope.source.kernellog.delivery.KernelLogSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayWatchTest {
    private static final String HELLO = "{\"type\":\"hello\",\"boot\":\"b\",\"run\":\"r\"}\n";
    private static final String KMSG = "{\"type\":\"source\",\"source\":\"kmsg\",\"status\":\"OK\"}\n";
    private static final String IDENTITY = "{\"type\":\"identity\",\"proven\":true}\n";
    private static final String PRESENT = "{\"type\":\"counts\"}\n{\"type\":\"present\"}\n";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final AgentThread thread =
            new AgentThread(new AgentLog(new PrintStream(new ByteArrayOutputStream()), AgentLog.Level.OFF));
    private final ScriptedSource source = new ScriptedSource();
    private RelayWatch watch;

    /** A kernel log that is, or is not, to be had. */
    private static final class ScriptedSource implements KernelLogSource {
        volatile SourceState state = new SourceState("kmsg", Status.UNAVAILABLE, "refused", "ask root");
        volatile long lines;
        volatile boolean closed;

        @Override
        public String name() {
            return "kmsg";
        }

        @Override
        public void start(KernelLogSink sink) {}

        @Override
        public SourceState state() {
            return state;
        }

        @Override
        public LogClock clock() {
            return line -> null;
        }

        @Override
        public long linesRead() {
            return lines;
        }

        @Override
        public long linesLost() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void watch(String option) {
        Facts nothing = () -> null;
        JvmTasks tasks = new JvmTasks(Path.of("/proc"));
        KernelWatch kernel = new KernelWatch(source, thread, tasks, nothing, failure -> {});
        TraceWatch trace = new TraceWatch("off", tasks, new Timeline(System.nanoTime()));
        watch = new RelayWatch(option, true, false, kernel, trace);
    }

    @AfterEach
    void close() {
        if (watch != null) {
            watch.close();
        }
        thread.stop(() -> {});
    }

    private ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aRelayThatComesLaterIsFoundAndTakesThePlaceOfWhatIsRefused() throws IOException {
        Path path = directory.resolve("s");
        watch(path.toString());
        watch.tick(System.nanoTime());
        await().atMost(PATIENCE).until(() -> watch.states().get(0).detail().equals("no relay at " + path));
        assertThat(source.closed).isFalse();

        try (ServerSocketChannel server = listen(path);
                SocketChannel channel = server.accept()) {
            say(channel, HELLO + KMSG + IDENTITY + PRESENT);
            await().atMost(PATIENCE).until(() -> {
                watch.tick(System.nanoTime());
                return source.closed;
            });

            assertThat(watch.states())
                    .extracting(state -> state.source() + " " + state.status())
                    .containsExactly("relay OK", "relay:kmsg OK");
        }
    }

    @Test
    void whatCanBeReadIsPreferredToARelay() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = listen(path)) {
            server.configureBlocking(false);
            source.state = SourceState.ok("kmsg");
            watch(path.toString());
            watch.tick(System.nanoTime());

            assertThat(watch.states()).isEmpty();
            assertThat(server.accept()).isNull();
        }
    }

    @Test
    void whatWasReadIsNotReadAgainFromARelay() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = listen(path)) {
            server.configureBlocking(false);
            source.lines = 7; // and is refused since
            watch(path.toString());
            watch.tick(System.nanoTime());

            assertThat(server.accept()).isNull();
        }
    }

    @Test
    void aRelayThatReadsNoLogIsNoneForTheLog() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = listen(path)) {
            watch(path.toString());
            watch.tick(System.nanoTime());
            try (SocketChannel channel = server.accept()) {
                say(channel, HELLO + KMSG.replace("OK", "UNAVAILABLE") + IDENTITY + PRESENT);
                await().atMost(PATIENCE).until(() -> watch.states().get(0).status() == Status.OK);
                watch.tick(System.nanoTime());

                assertThat(source.closed).isFalse();
                assertThat(watch.states()).hasSize(1);
            }
        }
    }

    @Test
    void whoIsNotKnownToTheRelayIsToldSo() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = listen(path)) {
            watch(path.toString());
            watch.tick(System.nanoTime());
            try (SocketChannel channel = server.accept()) {
                say(channel, HELLO + KMSG + "{\"type\":\"identity\",\"proven\":false,\"why\":\"hidden\"}\n" + PRESENT);
                await().atMost(PATIENCE).until(() -> watch.states().get(0).status() == Status.PARTIAL);

                assertThat(watch.states().get(0).detail()).endsWith("which tasks are this JVM's: hidden");
            }
        }
    }

    @Test
    void switchedOffNothingIsAsked() {
        watch("off");
        watch.tick(System.nanoTime());

        assertThat(watch.states()).isEmpty();
        assertThat(watch.decided()).isTrue();
    }
}
