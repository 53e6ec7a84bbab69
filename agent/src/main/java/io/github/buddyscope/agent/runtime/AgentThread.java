// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.thread.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread on which everything of the agent's happens that may not wait. A daemon, so the service exits when it wants
 * to. What a task throws is counted and kept from the next ones. What may wait for the host, to read its files, has another
 * of these threads, and comes {@linkplain #inTurn in turn} with this one's tasks with what it has read.
 *
 * <p>It waits without allocating anything: in a service that runs out of memory a JDK's executor may lose its thread. A time
 * that was missed, because the process was stopped or the host asleep, is not made up for.
 */
public final class AgentThread {
    static final String NAME = "buddyscope";
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_GOODBYE_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long LONGEST_WAIT_FOR_THE_HOST_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final Guard guard;
    private final String name;
    private final Object turn;
    private final long goodbyeMillis;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final List<Timed> timed = new ArrayList<>(8); // its own thread's; made while a start can still fail aloud
    private volatile Thread thread;
    private boolean stopped;
    private volatile boolean ended;

    /** @param log told of what a task threw, once */
    public AgentThread(AgentLog log) {
        this(new Guard(log), NAME, new Object(), LONGEST_GOODBYE_MILLIS);
    }

    private AgentThread(Guard guard, String name, Object turn, long goodbyeMillis) {
        this.guard = guard;
        this.name = name;
        this.turn = turn;
        this.goodbyeMillis = goodbyeMillis;
    }

    /** Another thread, whose tasks aren't in turn with this one's: they may wait for the host. Its failures count here. */
    public AgentThread forTheHost() {
        return new AgentThread(guard, NAME + "-host", null, LONGEST_WAIT_FOR_THE_HOST_MILLIS);
    }

    /** Runs soon; silently not at all once stopped. */
    public synchronized void run(Runnable task) {
        if (!stopped) {
            soon(task);
        }
    }

    private void soon(Runnable task) {
        waiting.add(task);
        if (thread == null) {
            Thread created = Threads.daemon(new Step(null), name);
            created.start();
            thread = created;
        }
        LockSupport.unpark(thread);
    }

    /** Runs and waits for the end, or until the time is up: then it may run yet. */
    public void runAndWait(Runnable task, long timeout, TimeUnit unit)
            throws ExecutionException, InterruptedException, TimeoutException {
        FutureTask<Void> future = new FutureTask<>(task, null);
        run(future);
        future.get(timeout, unit);
    }

    /** Runs a period from now and then again and again; {@code periodNanos} from start to start. */
    public void every(long periodNanos, Runnable task) {
        every(System.nanoTime(), periodNanos, task);
    }

    /** The same, a period from {@code begin} on: tasks with the same begin come together where their times meet. */
    public void every(long begin, long periodNanos, Runnable task) {
        at(new Periodic(begin, periodNanos, task));
    }

    /** Runs whenever it's due. */
    public void at(Timed task) {
        run(new Step(task));
    }

    /** Something is due earlier than it was. By any thread; neither waits nor takes memory. */
    public void hasten() {
        LockSupport.unpark(thread);
    }

    /** Runs here and now; what it throws is counted. */
    public void guard(Runnable task) {
        guard.run(task);
    }

    /** Runs here and now, while this thread runs nothing; what it throws is counted. */
    public void inTurn(Runnable task) {
        if (turn == null) {
            guard.run(task);
            return;
        }
        synchronized (turn) {
            guard.run(task);
        }
    }

    /** The thread's life, or a task more in it: as lambdas each would be linked by itself while the service starts. */
    private final class Step implements Runnable {
        private final Timed added;

        Step(Timed added) {
            this.added = added;
        }

        @Override
        public void run() {
            if (added == null) {
                live();
            } else {
                timed.add(added);
            }
        }
    }

    private void live() {
        while (!ended) {
            try {
                once();
            } catch (Throwable nothingEndsIt) {
                guard.thrown(nothingEndsIt);
                LockSupport.parkNanos(BREATH_NANOS); // were it to throw each time
            }
        }
    }

    private void once() {
        Runnable next = waiting.poll();
        if (next != null) {
            inTurn(next);
        }
        long wait = Long.MAX_VALUE;
        for (int i = 0; i < timed.size() && !ended; i++) {
            Timed each = timed.get(i);
            if (each.due(System.nanoTime())) {
                inTurn(each.task());
            }
            wait = Math.min(wait, each.left(System.nanoTime()));
        }
        if (wait > 0 && !ended && waiting.isEmpty()) {
            Thread.interrupted(); // not ours: a wait would end at once for ever
            LockSupport.parkNanos(this, wait);
        }
    }

    /** How often a task has thrown. */
    public long failures() {
        return guard.failures();
    }

    /**
     * Runs {@code last} after what is running now, then ends the thread and waits for its end. Where what runs now doesn't
     * end, {@code last} is run by the caller, and the thread ends when it can.
     */
    public void stop(Runnable last) {
        AtomicBoolean said = new AtomicBoolean();
        Runnable once = () -> {
            if (!said.getAndSet(true)) {
                last.run();
            }
        };
        Thread ending;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            soon(() -> {
                ended = true;
                once.run();
            });
            ending = thread;
        }
        if (ending == Thread.currentThread()) {
            ended = true;
        } else {
            try {
                ending.join(goodbyeMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ended = true;
        }
        guard.run(once);
    }
}
