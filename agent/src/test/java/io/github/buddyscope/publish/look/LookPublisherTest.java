// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.github.buddyscope.source.jvm.JvmFigures;
import io.github.buddyscope.wire.JvmJson;
import io.github.buddyscope.wire.JvmLook;
import io.github.buddyscope.wire.SocketLines;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service has of it while somebody looks, and what it keeps afterwards: nothing. */
class LookPublisherTest {
    @TempDir
    private Path directory;

    private Path path;
    private LookPublisher agent;
    private final AtomicBoolean room = new AtomicBoolean(true);

    private ServerSocketChannel listen() throws IOException {
        path = directory.resolve("s");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path), 1);
        agent = new LookPublisher(path, "0.1.0", JvmFigures::read, room::get);
        return channel;
    }

    @AfterEach
    void nothingIsLeft() {
        if (agent != null) {
            agent.close();
        }
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("buddyscope-look"))
                .peek(thread -> assertThat(thread.isDaemon()).isTrue())
                .count();
    }

    @Test
    void answersAsOftenAsItIsAskedAndEndsWithWhoAsks() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            agent.look();
            try (SocketLines lines = SocketLines.of(channel.accept())) {
                for (int i = 0; i < 100; i++) {
                    lines.write(JvmLook.ask());
                    String line = lines.next(10_000);
                    assertThat(JvmJson.read(line, 0).agent().version()).isEqualTo("0.1.0");
                }
                assertThat(threads()).isEqualTo(1);
                assertThat(lines.next(1)).as("unasked").isNull();
            }
            await().until(() -> threads() == 0);
        }
    }

    @Test
    void goesOnlyOnceToEachSocketAndNeverTwiceToOneThatWasLeftBehind() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            for (int i = 0; i < 10; i++) {
                agent.look();
            }
            assertThat(threads()).isEqualTo(1);
            channel.configureBlocking(false);
            channel.accept().close();
            assertThat(channel.accept()).isNull();
            await().until(() -> threads() == 0);
        }
        for (int i = 0; i < 10; i++) {
            agent.look();
        }
        assertThat(threads()).isZero();
    }

    @Test
    void whoDoesNotSpeakAsACommandDoesIsLeft() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            agent.look();
            try (SocketLines lines = SocketLines.of(channel.accept())) {
                lines.write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
                await().until(() -> threads() == 0);
            }
        }
    }

    @Test
    void whoIsSilentIsLeft() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            Onlooker onlooker = new Onlooker(SocketLines.connect(path), JvmFigures::read, room::get, 1);
            onlooker.start();
            await().until(() -> !onlooker.isAlive());
            try (SocketLines lines = SocketLines.of(channel.accept())) {
                assertThatThrownBy(() -> lines.next(10_000)).hasMessageContaining("closed");
            }
        }
    }

    @Test
    void whoAsksWithoutReadingIsLeft() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            agent.look();
            try (SocketChannel asks = channel.accept()) {
                asks.configureBlocking(false);
                await().until(() -> {
                    try {
                        while (asks.write(ByteBuffer.wrap(JvmLook.ask())) > 0) {
                            Thread.onSpinWait();
                        }
                    } catch (IOException left) {
                        return true;
                    }
                    return threads() == 0;
                });
                await().until(() -> threads() == 0);
            }
        }
    }

    @Test
    void inAFullHeapNothingIsBegunAndNothingAnswered() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            room.set(false);
            agent.look();
            assertThat(threads()).isZero();
            assertThat(agent.asked()).isFalse();

            room.set(true);
            agent.look();
            try (SocketLines lines = SocketLines.of(channel.accept())) {
                room.set(false);
                lines.write(JvmLook.ask());
                assertThatThrownBy(() -> lines.next(30_000)).hasMessageContaining("closed");
            }
            await().until(() -> threads() == 0);
        }
    }

    @Test
    void whatFailsForWantOfSomethingIsTriedAgain() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            List<SocketChannel> waiting = overrun();
            agent.look();
            assertThat(agent.asked()).isFalse();

            drain(channel, waiting);
            agent.look();
            assertThat(threads()).isEqualTo(1);
        }
    }

    @Test
    void butNotForEver() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            List<SocketChannel> waiting = overrun();
            for (int i = 0; i < 3; i++) {
                agent.look();
            }
            drain(channel, waiting);
            agent.look();
            assertThat(agent.asked()).isFalse();
        }
    }

    /** As many wait as may. */
    private List<SocketChannel> overrun() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        while (true) {
            SocketChannel one = SocketChannel.open(StandardProtocolFamily.UNIX);
            one.configureBlocking(false);
            try {
                one.connect(UnixDomainSocketAddress.of(path));
                waiting.add(one);
            } catch (SocketException full) {
                one.close();
                return waiting;
            }
        }
    }

    private static void drain(ServerSocketChannel channel, List<SocketChannel> waiting) throws IOException {
        for (SocketChannel one : waiting) {
            channel.accept().close();
            one.close();
        }
    }

    @Test
    void noLookThrows() throws Exception {
        try (ServerSocketChannel channel = listen()) {
            LookPublisher failing = new LookPublisher(path, "0.1.0", JvmFigures::read, () -> {
                throw new OutOfMemoryError("of a test");
            });
            failing.look();
            assertThat(failing.asked()).isFalse();
            assertThat(channel.isOpen()).isTrue();
        }
    }

    @Test
    void noMoreThanFourAtATime() throws Exception {
        SocketChannel[] open = new SocketChannel[5];
        for (int i = 0; i < open.length; i++) {
            if (path != null) {
                Files.delete(path);
            }
            path = directory.resolve("s");
            try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.bind(UnixDomainSocketAddress.of(path));
                Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(1_000 * (i + 1)));
                agent = agent == null ? new LookPublisher(path, "0.1.0", JvmFigures::read, room::get) : agent;
                agent.look();
                channel.configureBlocking(false);
                open[i] = channel.accept();
            }
        }
        assertThat(open[3]).isNotNull();
        assertThat(open[4]).isNull();
        assertThat(threads()).isEqualTo(4);
        open[0].close();
        await().until(() -> threads() == 3);
        agent.close();
        assertThat(threads()).isZero();
        for (int i = 1; i < 4; i++) {
            open[i].close();
        }
    }

    @Test
    void aLookThatFindsNobodyMakesNothing() {
        agent = new LookPublisher(directory.resolve("nobody"), "0.1.0", JvmFigures::read, room::get);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            agent.look();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            agent.look();
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).isLessThan(1_000);
    }
}
