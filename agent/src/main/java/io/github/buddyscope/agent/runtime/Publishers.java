// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.runtime;

import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.Publisher;
import io.github.buddyscope.publish.TraceAccount;
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

    /** Tells each of them of a sample. Every period, so it makes nothing. */
    public void host(LatestHost latest) {
        for (int i = 0; i < publishers.size(); i++) {
            Publisher publisher = publishers.get(i);
            try {
                publisher.host(latest);
            } catch (Throwable thrown) {
                failed(publisher, thrown);
            }
        }
    }

    /** Tells each of them of what went through the direct pool. As the following, without a lambda, of which each costs a start some tenths of a millisecond. */
    public void direct(DirectActivity latest) {
        for (int i = 0; i < publishers.size(); i++) {
            Publisher publisher = publishers.get(i);
            try {
                publisher.direct(latest);
            } catch (Throwable thrown) {
                failed(publisher, thrown);
            }
        }
    }

    /** Tells each of them what the trace came to. */
    public void trace(TraceAccount latest) {
        for (int i = 0; i < publishers.size(); i++) {
            Publisher publisher = publishers.get(i);
            try {
                publisher.trace(latest);
            } catch (Throwable thrown) {
                failed(publisher, thrown);
            }
        }
    }

    /** Tells each of them how the agent is. */
    public void health(AgentHealth latest) {
        for (int i = 0; i < publishers.size(); i++) {
            Publisher publisher = publishers.get(i);
            try {
                publisher.health(latest);
            } catch (Throwable thrown) {
                failed(publisher, thrown);
            }
        }
    }

    private void guarded(Publisher publisher, Consumer<Publisher> what) {
        try {
            what.accept(publisher);
        } catch (Throwable thrown) {
            failed(publisher, thrown);
        }
    }

    private void failed(Publisher publisher, Throwable thrown) {
        failures++;
        try {
            if (thrown instanceof NoClassDefFoundError missed) {
                log.unloadable(missed);
            } else if (failures == 1) {
                log.warn("could not publish through " + publisher.getClass().getSimpleName() + ": " + thrown);
            }
        } catch (Throwable nothingLeftToTellItWith) {
            // it is counted
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
