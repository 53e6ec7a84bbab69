// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.thread.Threads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks the host something that it may not answer: a file on a file system whose server hangs keeps whoever reads it waiting
 * for ever. The question is asked on a thread that lives as long as it takes, and never again while one is open; who waits
 * for the answer does so for {@value #PATIENCE_MILLIS} ms, once. For one thread.
 */
public final class HostAnswer<T> implements Supplier<T> {
    private static final long PATIENCE_MILLIS = 1_000;

    private final Supplier<T> question;
    private final long patienceMillis;
    private T latest;
    private FutureTask<T> open;
    private boolean unanswered;

    /** @param unknown the answer as long as there is none */
    public HostAnswer(Supplier<T> question, T unknown) {
        this(question, unknown, PATIENCE_MILLIS);
    }

    HostAnswer(Supplier<T> question, T unknown, long patienceMillis) {
        this.question = question;
        this.patienceMillis = patienceMillis;
        this.latest = unknown;
    }

    /** The answer of now; the one before where the host keeps it. */
    @Override
    public T get() {
        if (open == null) {
            FutureTask<T> asked = new FutureTask<>(question::get);
            Threads.daemon(asked, AgentThread.NAME + "-facts").start();
            open = asked;
        }
        try {
            latest = open.get(unanswered ? 0 : patienceMillis, TimeUnit.MILLISECONDS);
            open = null;
            unanswered = false;
        } catch (TimeoutException | InterruptedException hanging) {
            unanswered = true;
        } catch (ExecutionException thrown) {
            open = null; // it had no answer; the next time it's asked again
        }
        return latest;
    }
}
