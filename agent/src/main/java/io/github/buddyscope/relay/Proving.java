// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.Message.Challenge;
import io.github.buddyscope.wire.Message.Hello;
import io.github.buddyscope.wire.Message.Identity;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;

/**
 * One agent's proof of whose process it is in, and where it fails the next, ever more seldom: a JVM that stood still for a
 * while can't be told from one that has no right. What the methods give is to be sent; null is nothing. On the relay's thread.
 */
final class Proving {
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long AGAIN_AT_LEAST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final HostFeed feed;
    private final UserPrincipal peer;
    private final Hello hello;
    private Proof proof;
    private HostProcess process;
    private long askedNanos;
    private long againNanos;
    private long wait = AGAIN_NANOS;
    private boolean tried;

    /** @param hello with process and thread */
    Proving(HostFeed feed, UserPrincipal peer, Hello hello) {
        this.feed = feed;
        this.peer = peer;
        this.hello = hello;
    }

    Message begin(long now) {
        proof = new Proof(feed.search(), peer, hello.pid(), hello.tid());
        return ask(proof.begin(), now);
    }

    /** The agent says that its thread has the name of that step. */
    Message named(int step, long now) {
        return proof == null ? null : ask(proof.named(step), now);
    }

    /** Whether what was searched for has been, and {@link #goOn} is due. */
    boolean searched() {
        return proof != null && proof.searched();
    }

    Message goOn(long now) {
        return ask(proof.goOn(), now);
    }

    /** @param name null while it's searched, and at the end of the proof */
    private Message ask(String name, long now) {
        if (proof.searching()) {
            return null;
        }
        if (name != null) {
            askedNanos = now;
            return new Challenge(proof.step(), name);
        }
        process = proof.proven();
        String why = proof.failure();
        if (process != null && !feed.owners().add(process)) {
            process = null;
            why = "more than " + ClientLimits.MOST_OF_ONE_PROCESS + " connections of this process";
        }
        return ends(why.isEmpty() ? "it has changed since" : why, now);
    }

    private Message ends(String why, long now) {
        proof = null;
        tried = true;
        if (process == null) {
            againNanos = now + wait;
            wait = Math.min(AGAIN_AT_LEAST_NANOS, 2 * wait);
        }
        return new Identity(process != null, process != null ? null : why);
    }

    /**
     * Now and then.
     *
     * @param reads whether the agent has taken all that was sent: one that doesn't isn't asked again
     */
    Message tick(boolean reads, long now) {
        if (proof != null) {
            boolean late = !proof.searching() && now - askedNanos > PATIENCE_NANOS;
            return late ? ends("not named in time", now) : null;
        }
        return process == null && reads && now - againNanos >= 0 ? begin(now) : null;
    }

    /** Whether the first proof is over, however it ended. */
    boolean tried() {
        return tried;
    }

    /** Null where it isn't known. */
    HostProcess process() {
        return process;
    }

    /** The agent has gone. */
    void closed() {
        if (proof != null) {
            feed.search().forget(proof);
        }
        if (process != null) {
            feed.owners().remove(process);
        }
    }
}
