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

/** Lets agents in and talks with all of them on one thread, {@code buddyscope-relay}. */
final class Door implements Runnable {
    private static final long TICK_MILLIS = 500;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int ACCEPTS_AT_ONCE = 64;
    private static final long NO_ACCEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocketChannel listening;
    private final House house;
    private final Selector selector;
    private final SelectionKey accepting;
    private final Guests guests = new Guests();
    private final List<Guest> all = new ArrayList<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ByteBuffer in = ByteBuffer.allocateDirect(Protocol.LONGEST_REQUEST);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * Protocol.LONGEST_LINE);
    private long acceptAgainNanos;
    private volatile boolean closed;
    private volatile int there;

    Door(ServerSocketChannel listening, House house) throws IOException {
        this.listening = listening;
        this.house = house;
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
                    guests.tidy(now);
                    listenAgain(now);
                }
                serve(tick, now);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            for (Guest guest : all) {
                guest.close();
            }
        }
    }

    private void serve(boolean tick, long now) {
        for (int i = all.size() - 1; i >= 0; i--) {
            Guest guest = all.get(i);
            boolean stays;
            try {
                if (tick) {
                    guest.connection().tick(now);
                }
                stays = guest.write(out);
            } catch (IOException | RuntimeException gone) {
                stays = false; // one of a thousand: whatever it was, the others go on
            }
            if (!stays) {
                leave(i);
            }
        }
        there = all.size();
    }

    /** The order of the others doesn't matter. */
    private void leave(int i) {
        Guest guest = all.get(i);
        Guest last = all.remove(all.size() - 1);
        if (last != guest) {
            all.set(i, last);
        }
        guest.close();
        if (guest.connection().peer() != null) {
            guests.left(guest.connection().peer());
        }
    }

    private void ready(SelectionKey key, long now) {
        try {
            if (key == accepting) {
                accept(now);
            } else if (key.isReadable()) {
                ((Guest) key.attachment()).read(in, now);
            }
        } catch (IOException | RuntimeException gone) {
            if (key.attachment() instanceof Guest guest) {
                guest.goes();
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
                welcome(channel, now);
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

    private void welcome(SocketChannel channel, long now) throws IOException {
        try {
            channel.configureBlocking(false);
            UserPrincipal peer =
                    channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            String refusal = guests.refusal(peer, now);
            Connection connection = new Connection(house, peer, now);
            if (refusal != null) {
                connection.refuse(refusal, Guests.RETRY_SECONDS);
                channel.write(ByteBuffer.wrap(connection.next()));
                channel.close();
                return;
            }
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Guest guest = new Guest(channel, key, connection);
            key.attach(guest);
            all.add(guest);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e instanceof ClosedChannelException closedChannel ? closedChannel : new IOException(e);
        }
    }

    /** Agents connected now. */
    int there() {
        return there;
    }

    void close() {
        closed = true;
        selector.wakeup();
    }
}
