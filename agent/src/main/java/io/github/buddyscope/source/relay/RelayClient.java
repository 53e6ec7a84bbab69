// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.source.guest.HeapRoom;
import io.github.buddyscope.thread.Threads;
import io.github.buddyscope.wire.Message;
import io.github.buddyscope.wire.Message.Hello;
import io.github.buddyscope.wire.MessageReader;
import io.github.buddyscope.wire.MessageWriter;
import io.github.buddyscope.wire.Protocol;
import io.github.buddyscope.wire.Refusal;
import io.github.buddyscope.wire.SocketLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Listens to a relay, on a daemon thread of its own, {@code buddyscope-relay}. A relay that isn't there, or goes, is tried
 * again, ever more slowly; what was told before isn't told again.
 */
public final class RelayClient implements AutoCloseable {
    private static final long SILENCE_MILLIS = 30_000; // a relay says something every five seconds
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long JOIN_MILLIS = 2_000;

    /** What to ask the relay for. */
    private record Wants(boolean kernel, boolean trace) {}

    private final Path socket;
    private final String software;
    private final RelayTalk talk;
    private final BackOff backOff = new BackOff();
    private final Thread thread;
    private final HeapRoom heap = new HeapRoom();
    private final SourceState lost = RelayAccess.unavailable("its thread failed", "detach and attach the agent");
    private final BooleanSupplier isClosed = this::isClosed;
    private final Object change = new Object();
    private volatile Wants wants;
    private volatile SocketLines lines;
    private volatile boolean closed;
    private boolean named; // the thread may have a name that a relay asked for
    private long presentNanos; // 0 before
    private volatile SourceState state = notYet("not asked yet");

    /**
     * @param software this agent's version, for the relay
     * @param namespaceNanos what this process's CLOCK_MONOTONIC is ahead of the host's
     */
    public RelayClient(
            Path socket, String software, boolean kernel, boolean trace, long namespaceNanos, RelaySink sink) {
        this.socket = socket;
        this.software = software;
        this.wants = new Wants(kernel, trace);
        this.talk = new RelayTalk(sink, namespaceNanos);
        this.thread = Threads.daemon(this::run, Protocol.THREAD);
    }

    private static SourceState notYet(String why) {
        return new SourceState(RelayAccess.NAME, Status.OFF, why, "");
    }

    public void start() {
        thread.start();
    }

    /** Asks for something else from now on. */
    public void want(boolean kernel, boolean trace) {
        Wants other = new Wants(kernel, trace);
        if (!other.equals(wants)) {
            wants = other;
            wake();
        }
    }

    private void wake() {
        SocketLines open = lines;
        if (open != null) {
            open.wake();
        }
        synchronized (change) {
            change.notifyAll();
        }
    }

    private void run() {
        while (!closed) {
            try {
                heap.await(isClosed);
                stayConnected();
            } catch (OutOfMemoryError e) { // the service's, and for a while
                LockSupport.parkNanos(BREATH_NANOS);
            } catch (RuntimeException | Error e) {
                state = lost;
                return;
            }
        }
    }

    private void stayConnected() {
        OwnThread own = OwnThread.current();
        while (!closed) {
            heap.await(isClosed);
            long least = 0;
            presentNanos = 0;
            try (SocketLines open = SocketLines.connect(socket)) {
                lines = open;
                listen(open, own);
            } catch (IOException e) {
                state = lines == null
                        ? RelayAccess.refused(socket, e)
                        : RelayAccess.unavailable(socket + ": " + e.getMessage(), "");
            } catch (Refusal e) {
                state = RelayAccess.unavailable(socket + ": " + e.getMessage(), "");
            } catch (RuntimeException | Error e) {
                state = RelayAccess.unavailable("failed with " + e.getClass().getName(), "");
            }
            lines = null;
            restoreName(own);
            if (presentNanos != 0 && System.nanoTime() - presentNanos > BackOff.LONGEST_MILLIS * 1_000_000) {
                backOff.reset(); // one that greets and goes, again and again, isn't to be asked several times a second
            }
            least = talk.retryMillis();
            talk.ended();
            rest(backOff.nextMillis(least));
        }
    }

    private void restoreName(OwnThread own) {
        if (named) {
            named = false;
            own.restoreName();
        }
    }

    private void listen(SocketLines open, OwnThread own) throws IOException, Refusal {
        Wants asked = wants;
        Hello hello = new Hello(
                Protocol.VERSION,
                Protocol.VERSION,
                software,
                own.pid(),
                own.tid(),
                asked.kernel(),
                asked.trace(),
                talk.position());
        open.write(MessageWriter.line(hello));
        if (state.status() == Status.OFF) { // else it's known why the last talk ended, which may be why this one will
            state = notYet("asked, and not answered yet");
        }
        long heard = System.nanoTime();
        while (!closed && asked.equals(wants)) {
            String line = open.next(SILENCE_MILLIS);
            long now = System.nanoTime();
            if (line == null) {
                if (now - heard >= SILENCE_MILLIS * 1_000_000) {
                    throw new IOException("the relay has fallen silent");
                }
                continue;
            }
            heard = now;
            heap.await(isClosed);
            hear(open, own, MessageReader.fromRelay(line), now);
        }
        backOff.reset(); // what ended it is that we want something else
    }

    private void hear(SocketLines open, OwnThread own, Message message, long now) throws IOException, Refusal {
        if (message == null) {
            return; // of a newer relay
        }
        named |= message instanceof Message.Challenge;
        Message answer = talk.hear(message, now);
        if (answer != null) {
            open.write(MessageWriter.line(answer));
        }
        if (message instanceof Message.Identity) {
            restoreName(own);
        }
        if (message instanceof Message.Greeting) {
            state = notYet("it tells what was before");
        } else if (message instanceof Message.Present) {
            state = SourceState.ok(RelayAccess.NAME);
            presentNanos = now;
        }
    }

    private void rest(long millis) {
        long deadline = System.nanoTime() + millis * 1_000_000;
        synchronized (change) {
            for (long left = millis; left > 0 && !closed; left = (deadline - System.nanoTime()) / 1_000_000) {
                try {
                    change.wait(left);
                } catch (InterruptedException e) {
                    continue; // not ours: the flag alone ends the thread
                }
            }
        }
    }

    /** Of the connection. */
    public SourceState state() {
        return state;
    }

    /** What the relay has said so far. */
    public RelayAccount account() {
        return talk.account();
    }

    /** Ends the thread and waits for it, two seconds at most. */
    @Override
    public void close() {
        closed = true;
        wake();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isClosed() {
        return closed;
    }
}
