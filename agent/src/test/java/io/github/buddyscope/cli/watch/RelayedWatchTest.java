// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.buddyscope.cli.watch.Happening.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayedWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<Happening> happened = new CopyOnWriteArrayList<>();
    private Path socket;
    private RelayedWatch watch;

    @BeforeEach
    void watch() {
        socket = directory.resolve("s");
        watch = new RelayedWatch(socket, happened::add);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    private static void say(SocketChannel channel, String... lines) throws IOException {
        for (String line : lines) {
            channel.write(ByteBuffer.wrap((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Test
    void aRelayThatComesLaterTellsWhatIsRefused() throws IOException {
        watch.want(true, true);
        assertThat(watch.states()).isEmpty();
        try (ServerSocketChannel server = listen()) {
            watch.want(true, true);
            try (SocketChannel channel = server.accept()) {
                assertThat(watch.asked()).isTrue();
                say(
                        channel,
                        "{'type':'hello','boot':'b','run':'r'}",
                        "{'type':'source','source':'kmsg','status':'OK'}",
                        "{'type':'source','source':'tracefs','status':'OK'}",
                        "{'type':'counts','since':1}",
                        "{'type':'present','n':-1}",
                        "{'type':'failure','seq':1,'nanos':" + System.nanoTime() + ",'live':true,'report':"
                                + "{'kind':'PAGE_ALLOC_FAILURE','header':{},'request':{'order':7}}}",
                        "{'type':'stall','n':0,'kind':'DIRECT_RECLAIM','order':3,'begin':1000,'end':5000}",
                        "{'type':'attempt','n':1,'order':9,'gfpFlags':'GFP_TRANSHUGE','nanos':7}");
                await().atMost(PATIENCE).until(() -> happened.size() == 1);
                assertThat(happened.get(0).kind()).isEqualTo(Kind.FAILURE);
                assertThat(happened.get(0).what()).contains("order 7");
                List<Happening> traced = new ArrayList<>();
                await().atMost(PATIENCE).until(() -> {
                    watch.drain(traced);
                    return traced.size() == 2;
                });
                assertThat(traced).extracting(Happening::what).anyMatch(what -> what.startsWith("(withheld) order 3"));
                assertThat(traced).noneMatch(Happening::ours);
                assertThat(watch.asked()).isFalse();
                assertThat(watch.states())
                        .extracting(state -> state.source() + " " + state.status())
                        .containsExactly("relay OK", "relay:kmsg OK", "relay:tracefs OK");
            }
            await().atMost(PATIENCE).until(() -> !watch.tellsLog() && !watch.tellsTrace());
            assertThat(watch.states()).extracting(state -> state.source()).containsExactly("relay");
        }
    }

    @Test
    void whereNothingIsRefusedNobodyIsAsked() throws IOException {
        try (ServerSocketChannel server = listen()) {
            server.configureBlocking(false);
            watch.want(false, false);
            assertThat(server.accept()).isNull();
            assertThat(watch.states()).isEmpty();
        }
    }
}
