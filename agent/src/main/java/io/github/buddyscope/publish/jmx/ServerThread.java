// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.thread.Threads;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * A daemon thread for calls of an MBean server, each after the one before: whoever else uses the server may keep its callers
 * waiting. The thread is there only while there's something to call.
 */
final class ServerThread implements Executor {
    static final String NAME = "buddyscope-jmx";

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    @Override
    public synchronized void execute(Runnable call) {
        waiting.add(call);
        if (!running) {
            Threads.daemon(this::callAll, NAME).start();
            running = true;
        }
    }

    private void callAll() {
        for (Runnable call = next(); call != null; call = next()) {
            call.run(); // which keeps what is thrown
        }
    }

    private synchronized Runnable next() {
        Runnable call = waiting.poll();
        running = call != null;
        return call;
    }
}
