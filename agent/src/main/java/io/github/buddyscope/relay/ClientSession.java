// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.Message.Greeting;
import io.github.buddyscope.wire.Message.Hello;
import io.github.buddyscope.wire.Message.Identity;
import io.github.buddyscope.wire.Message.Lost;
import io.github.buddyscope.wire.Message.Named;
import io.github.buddyscope.wire.Message.Position;
import io.github.buddyscope.wire.Message.Present;
import io.github.buddyscope.wire.Message.Refused;
import io.github.buddyscope.wire.Message.Source;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.MessageWriter;
import io.github.buddyscope.wire.Protocol;
import io.github.buddyscope.wire.Refusal;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The protocol with one agent: lines in, lines out, no channel. It holds two positions in the common rings and a few lines of
 * its own, whatever the other side does. On the relay's thread.
 */
final class ClientSession {
    static final long HELLO_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final int MOST_LINES = 32;

    private static final long COUNTS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final HostFeed feed;
    private final UserPrincipal peer;
    private final long openedNanos;
    private final RingReader failures;
    private final RingReader traced;
    private final Deque<byte[]> own = new ArrayDeque<>();
    private Hello hello;
    private Proving proving; // null for one that proves nothing
    private boolean present;
    private long countsNanos;
    private List<SourceState> toldStates = List.of();
    private int lines;
    private boolean over;

    /** @param peer who is at the other end, as the kernel says; null where it doesn't */
    ClientSession(HostFeed feed, UserPrincipal peer, long nowNanos) {
        this.feed = feed;
        this.failures = new RingReader(feed.failures(), Lost.FAILURES, "the relay keeps no more");
        this.traced = new RingReader(feed.traced(), Lost.TRACE, "read too slowly");
        this.peer = peer;
        this.openedNanos = nowNanos;
        send(new Greeting(
                Protocol.VERSION, Protocol.VERSION, feed.software(), feed.boot(), feed.run(), feed.showTasks()));
    }

    UserPrincipal peer() {
        return peer;
    }

    boolean proven() {
        return process() != null;
    }

    private HostProcess process() {
        return proving == null ? null : proving.process();
    }

    long openedNanos() {
        return openedNanos;
    }

    /** A line has come. */
    void received(String line, long now) {
        if (over) {
            return;
        }
        if (++lines > MOST_LINES) {
            refuse("too many lines", 0);
            return;
        }
        Message message;
        try {
            message = MessageReader.fromAgent(line);
        } catch (Refusal e) {
            refuse(e.getMessage(), 0);
            return;
        }
        if (message instanceof Hello greeting && hello == null) {
            hello(greeting, now);
        } else if (message instanceof Named named && proving != null) {
            send(proving.named(named.step(), now));
        }
    }

    /** Nothing more is sent than why. */
    void refuse(String why, int retrySeconds) {
        own.clear();
        send(new Refused(why, retrySeconds));
        over = true;
    }

    private void hello(Hello greeting, long now) {
        if (greeting.least() > Protocol.VERSION) {
            refuse("this relay speaks version " + Protocol.VERSION + " of the protocol", 0);
            return;
        }
        hello = greeting;
        countsNanos = now;
        position(greeting.position());
        states();
        send(feed.counts().get());
        if (greeting.pid() == null || greeting.tid() == null) {
            send(new Identity(false, "not asked for"));
            return;
        }
        if (peer == null) {
            send(new Identity(false, "the kernel doesn't say who is at the other end"));
            return;
        }
        proving = new Proving(feed, peer, greeting);
        send(proving.begin(now));
    }

    private void position(Position had) {
        failures.next(feed.failures().first());
        traced.next(feed.traced().next());
        if (had == null || !had.boot().equals(feed.boot())) {
            return;
        }
        if (had.seq() >= 0) {
            failures.next(feed.failures().after(had.seq()));
        }
        long lines = had.lines() < 0 ? 0 : feed.log().lostAfter(had.lines());
        if (lines > 0 && hello.kernel()) {
            send(new Lost(Lost.LINES, lines, "overwritten in the kernel's ring before they were read"));
        }
        if (had.n() != null && had.n() >= -1) { // another relay told it until then: all that this one has traced is new
            long next = had.run().equals(feed.run()) ? had.n() + 1 : 0;
            traced.next(next >= 0 && next < traced.next() ? next : traced.next());
        }
    }

    /** The client sends no more, and may be gone: whether to go on sending. The next tick finds out. */
    boolean inputEnded() {
        countsNanos = openedNanos - COUNTS_NANOS;
        return hello != null;
    }

    /** Now and then. */
    void tick(long now) {
        if (over) {
            return;
        }
        if (hello == null) {
            if (now - openedNanos > HELLO_NANOS) {
                refuse("no hello", 0);
            }
            return;
        }
        if (proving != null) {
            send(proving.tick(own.isEmpty(), now));
        }
        if (own.isEmpty() && now - countsNanos >= COUNTS_NANOS) {
            countsNanos = now;
            lines = 0;
            states();
            send(feed.counts().get());
        }
    }

    private void states() {
        List<SourceState> states = feed.states().get();
        for (SourceState state : states) {
            if (!toldStates.contains(state)) {
                send(new Source(state));
            }
        }
        toldStates = states;
    }

    private void send(Message message) {
        byte[] line = message == null ? null : MessageWriter.line(message);
        if (line != null) {
            own.add(line);
        }
    }

    /** The next line to be sent; null where there is none now. */
    byte[] next(long now) {
        if (proving != null && proving.searched() && !over) {
            send(proving.goOn(now));
        }
        byte[] line = own.poll();
        if (line != null || hello == null || over || proving != null && !proving.tried()) {
            return line; // what comes before the first proof is done would come without the agent's own names
        }
        line = hello.kernel() ? failures.line(process()) : null;
        if (line == null && !present) {
            present = true;
            return MessageWriter.line(new Present(hello.trace() ? (Long) (traced.next() - 1) : null));
        }
        return line != null || !hello.trace() ? line : traced.line(process());
    }

    /** Nothing more will be sent than what is still to be sent. */
    boolean over() {
        return over;
    }

    void closed() {
        if (proving != null) {
            proving.closed();
        }
    }
}
