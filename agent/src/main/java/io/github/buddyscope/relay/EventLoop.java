// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/** Accepts agents and serves all of them on one thread, {@code buddyscope-relay}. */
final class EventLoop implements Runnable {
    private static final long TICK_MILLIS = 500;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int ACCEPTS_AT_ONCE = 64;
    private static final long NO_ACCEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocketChannel listening;
    private final HostFeed feed;
    private final Selector selector;
    private final SelectionKey accepting;
    private final ClientLimits limits = new ClientLimits(ClientLimits.files());
    private final List<ClientChannel> all = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ByteBuffer in = ByteBuffer.allocateDirect(Protocol.LONGEST_REQUEST);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * Protocol.LONGEST_LINE);
    private long acceptAgainNanos;
    private volatile boolean closed;
    private volatile int connected;

    EventLoop(ServerSocketChannel listening, HostFeed feed) throws IOException {
        this.listening = listening;
        this.feed = feed;
        listening.configureBlocking(false);
        selector = Selector.open();
        accepting = listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** There is something to send. From any thread. */
    void wake() {
        if (!woken.getAndSet(true)) {
            selector.wakeup();
        }
    }

    @Override
    public void run() {
        long ticked = System.nanoTime();
        try {
            while (!closed) {
                if (selector.select(TICK_MILLIS) == 0 && woken.get()) {
                    LockSupport.parkNanos(GATHER_NANOS); // one write for many findings
                }
                woken.set(false);
                long now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    ready(key, now);
                }
                selector.selectedKeys().clear();
                boolean tick = now - ticked >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                ticked = tick ? now : ticked;
                if (tick) {
                    limits.forgetIdle(now);
                    listenAgain(now);
                }
                serve(tick, now);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            for (ClientChannel client : all) {
                client.close();
            }
        }
    }

    private void serve(boolean tick, long now) {
        for (int i = all.size() - 1; i >= 0; i--) {
            ClientChannel client = all.get(i);
            boolean stays;
            try {
                if (tick) {
                    client.session().tick(now);
                }
                stays = client.write(out, now);
            } catch (IOException | RuntimeException gone) {
                stays = false; // one of a thousand: whatever it was, the others go on
            }
            if (!stays) {
                remove(i);
            }
        }
        connected = all.size();
    }

    /** The order of the others doesn't matter. */
    private void remove(int i) {
        ClientChannel client = all.get(i);
        ClientChannel last = all.remove(all.size() - 1);
        if (last != client) {
            all.set(i, last);
        }
        client.close();
        limits.disconnected(client.peer());
    }

    private void ready(SelectionKey key, long now) {
        try {
            if (key == accepting) {
                accept(now);
            } else if (key.isReadable()) {
                ((ClientChannel) key.attachment()).read(in, now);
            }
        } catch (IOException | RuntimeException gone) {
            if (key.attachment() instanceof ClientChannel client) {
                client.fail();
            }
        }
    }

    private void accept(long now) {
        for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
            SocketChannel channel = null;
            try {
                channel = listening.accept();
                if (channel == null) {
                    return;
                }
                admit(channel, now);
            } catch (IOException e) {
                if (channel == null) { // out of file descriptors, say: not to be tried again and again
                    accepting.interestOps(0);
                    acceptAgainNanos = now + NO_ACCEPT_NANOS;
                    return;
                }
            }
        }
    }

    private void listenAgain(long now) {
        if (acceptAgainNanos != 0 && now - acceptAgainNanos >= 0) {
            acceptAgainNanos = 0;
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void admit(SocketChannel channel, long now) throws IOException {
        try {
            channel.configureBlocking(false);
            UserPrincipal peer =
                    channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            makeRoom(peer, now);
            String refusal = limits.refusal(peer, now);
            ClientSession session = new ClientSession(feed, peer, now);
            if (refusal != null) {
                session.refuse(refusal, ClientLimits.RETRY_SECONDS);
                channel.write(ByteBuffer.wrap(session.next(now)));
                channel.close();
                return;
            }
            try {
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                ClientChannel client = new ClientChannel(channel, key, session);
                key.attach(client);
                all.add(client);
            } catch (IOException | RuntimeException e) {
                limits.disconnected(peer);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e instanceof ClosedChannelException closedChannel ? closedChannel : new IOException(e);
        }
    }

    private void makeRoom(UserPrincipal peer, long now) {
        int which = limits.whoMakesWay(peer, all, now);
        if (which >= 0) {
            ClientChannel client = all.get(which);
            client.session().refuse("makes way for another connection", ClientLimits.RETRY_SECONDS);
            try {
                client.write(out, now);
            } catch (IOException | RuntimeException gone) {
                client.fail(); // he isn't told
            }
            remove(which);
        }
    }

    /** Agents connected now. */
    int connected() {
        return connected;
    }

    void close() {
        closed = true;
        selector.wakeup();
    }
}
