// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what a task throws from whatever comes after it, and counts it. Nothing that is thrown gets past it: not even where
 * there is no memory left to tell of it.
 */
final class Guard {
    private final AtomicLong failures = new AtomicLong();
    private final AgentLog log;

    /** @param log told of what a task threw, once */
    Guard(AgentLog log) {
        this.log = log;
    }

    void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable nothingStopsTheOthers) {
            thrown(nothingStopsTheOthers);
        }
    }

    void thrown(Throwable thrown) {
        long before = failures.getAndIncrement();
        try {
            if (thrown instanceof NoClassDefFoundError missed) {
                log.unloadable(missed);
            } else if (before == 0) {
                log.warn(cause(thrown));
            }
        } catch (Throwable nothingLeftToTellItWith) {
            // it is counted
        }
    }

    long failures() {
        return failures.get();
    }

    /** What to tell of something thrown. Without lambdas or string templates: it's said of premain too. */
    static String cause(Throwable thrown) {
        if (thrown instanceof SecurityException) {
            return thrown.toString().concat("; to get it: grant java.security.AllPermission to buddyscope.jar");
        }
        if (thrown instanceof NoClassDefFoundError) {
            return thrown.toString().concat("; if buddyscope.jar was replaced under this JVM: detach, or restart it");
        }
        if (thrown instanceof OutOfMemoryError) {
            return thrown.toString()
                    .concat("; what the agent was doing then is left out and counted, the rest goes on");
        }
        return "internal error, please report it: "
                .concat(thrown.toString())
                .concat(" at ")
                .concat(where(thrown));
    }

    private static String where(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length == 0 ? "an unknown place" : stack[0].toString();
    }
}
