// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says what hasn't been said when the JVM exits. The hook is there from the first trouble on, so a service that has none
 * never meets it; the exit waits for it {@value #LONGEST_MILLIS} ms at most, and not at all where nothing is left to say. A
 * flight recording that is dumped at exit may have been closed before: nobody can tell which hook comes first.
 */
public final class LastWords {
    private static final long LONGEST_MILLIS = 300;

    private final AgentThread thread;
    private final Runnable say;
    private volatile boolean anything;
    private Thread hook;

    /** @param say on the agent's thread */
    public LastWords(AgentThread thread, Runnable say) {
        this.thread = thread;
        this.say = say;
    }

    /** Whether there's something left to say now. On the agent's thread. */
    public void left(boolean something) {
        anything = something;
        if (!something || hook != null) {
            return;
        }
        boolean inheritThreadLocals = false;
        Thread exit = new Thread(null, () -> exit(LONGEST_MILLIS), "buddyscope-exit", 0, inheritThreadLocals);
        exit.setContextClassLoader(null);
        hook = exit;
        try {
            Runtime.getRuntime().addShutdownHook(exit);
        } catch (IllegalStateException | SecurityException tooLateOrRefused) {
            return;
        }
    }

    /** Has the JDK make ready what a hook takes, and leaves none. */
    public void rehearse() {
        try {
            Runtime.getRuntime().removeShutdownHook(Thread.currentThread());
        } catch (IllegalStateException | SecurityException tooLateOrRefused) {
            return;
        }
    }

    void exit(long longestMillis) {
        if (!anything) {
            return;
        }
        CountDownLatch said = new CountDownLatch(1);
        thread.run(() -> {
            say.run();
            said.countDown();
        });
        try {
            said.await(longestMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the hook back. */
    public void close() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException | SecurityException exiting) {
                return;
            }
        }
    }
}
