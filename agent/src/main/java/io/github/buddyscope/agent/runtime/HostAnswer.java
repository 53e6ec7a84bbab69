// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.thread.Threads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Asks the host something that it may not answer: a file on a file system whose server hangs keeps whoever reads it waiting
 * for ever. The question is asked on a thread that lives as long as it takes, and never again while one is open; who waits
 * for the answer does so for {@value #PATIENCE_MILLIS} ms, once. For one thread, but {@link #ask}.
 */
public final class HostAnswer<T> implements Supplier<T> {
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<T> question;
    private final long patienceMillis;
    private final AtomicReference<Question<T>> open = new AtomicReference<>();
    private T latest;
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

    private static final class Question<T> extends FutureTask<T> {
        private volatile long answeredNanos;

        Question(Supplier<T> question) {
            super(question::get);
        }

        @Override
        protected void done() {
            answeredNanos = System.nanoTime();
        }

        boolean answeredLately() {
            return System.nanoTime() - answeredNanos < FRESH_NANOS;
        }
    }

    /** The answer of now, or of a second ago at most where it was asked before; the one before where the host keeps it. */
    @Override
    public T get() {
        Question<T> before = open.get();
        if (before != null && before.isDone() && !before.answeredLately()) {
            take(before, 0); // asked by somebody who then didn't want to know
        }
        take(asked(), unanswered ? 0 : patienceMillis);
        return latest;
    }

    private void take(Question<T> asked, long patience) {
        try {
            latest = asked.get(patience, TimeUnit.MILLISECONDS);
            open.set(null);
            unanswered = false;
        } catch (TimeoutException | InterruptedException hanging) {
            unanswered = true;
        } catch (ExecutionException thrown) {
            open.set(null); // it had no answer; the next time it's asked again
        }
    }

    /** Asks, unless it was asked already, and doesn't wait for the answer. By any thread. */
    public void ask() {
        asked();
    }

    private Question<T> asked() {
        Question<T> before = open.get();
        if (before != null) {
            return before;
        }
        Question<T> asked = new Question<>(question);
        Question<T> another = open.compareAndExchange(null, asked);
        if (another != null) {
            return another;
        }
        boolean begun = false;
        try {
            Threads.daemon(asked, AgentThread.NAME + "-facts").start();
            begun = true;
        } finally {
            if (!begun) {
                open.set(null); // out of memory: the next one asks again
            }
        }
        return asked;
    }
}
