// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All places where findings go. What one of them throws is counted and doesn't reach the others. For one thread. */
public final class Publishers {
    private final List<Publisher> publishers = new ArrayList<>();
    private final AgentLog log;
    private long failures;

    /** @param log told of the first failure */
    public Publishers(AgentLog log) {
        this.log = log;
    }

    /** From now on it is told, too. */
    public void add(Publisher publisher) {
        publishers.add(publisher);
    }

    /** Does this with each of them, in their order. */
    public void each(Consumer<Publisher> what) {
        for (Publisher publisher : publishers) {
            guarded(publisher, what);
        }
    }

    private void guarded(Publisher publisher, Consumer<Publisher> what) {
        try {
            what.accept(publisher);
        } catch (NoClassDefFoundError missed) {
            failures++;
            log.unloadable(missed);
        } catch (Exception | LinkageError e) {
            failures++;
            if (failures == 1) {
                log.warn("could not publish through " + publisher.getClass().getSimpleName() + ": " + e);
            }
        }
    }

    /** Findings that a publisher failed to publish. */
    public long failures() {
        return failures;
    }

    /** Closes them, the last added first. */
    public void close() {
        for (int i = publishers.size() - 1; i >= 0; i--) {
            guarded(publishers.get(i), Publisher::close);
        }
        publishers.clear();
    }
}
