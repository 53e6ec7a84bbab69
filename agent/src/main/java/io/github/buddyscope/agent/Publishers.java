// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.publish.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All places where findings go. What one of them throws is counted and doesn't reach the others. For one thread. */
final class Publishers {
    private final List<Publisher> publishers = new ArrayList<>();
    private final AgentLog log;
    private long failures;

    Publishers(AgentLog log) {
        this.log = log;
    }

    void add(Publisher publisher) {
        publishers.add(publisher);
    }

    void each(Consumer<Publisher> what) {
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
    long failures() {
        return failures;
    }

    /** Closes them, the last added first. */
    void close() {
        for (int i = publishers.size() - 1; i >= 0; i--) {
            guarded(publishers.get(i), Publisher::close);
        }
        publishers.clear();
    }
}
