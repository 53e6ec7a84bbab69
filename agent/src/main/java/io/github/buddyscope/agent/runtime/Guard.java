// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.entry.BuddyscopeAgent;
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
                log.warn(BuddyscopeAgent.cause(thrown));
            }
        } catch (Throwable nothingLeftToTellItWith) {
            // it is counted
        }
    }

    long failures() {
        return failures.get();
    }
}
