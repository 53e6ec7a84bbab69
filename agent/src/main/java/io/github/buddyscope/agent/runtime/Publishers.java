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
    private final Telling telling = new Telling();
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

    /** Does this with each of them, in their order. Makes nothing by itself. */
    public void each(Consumer<Publisher> what) {
        for (int i = 0; i < publishers.size(); i++) {
            guarded(publishers.get(i), what);
        }
    }

    /** Tells each of them of a sample. */
    public void host(LatestHost latest) {
        tell(latest);
    }

    /** Tells each of them of what went through the direct pool. */
    public void direct(DirectActivity latest) {
        tell(latest);
    }

    /** Tells each of them what the trace came to. */
    public void trace(TraceAccount latest) {
        tell(latest);
    }

    /** Tells each of them how the agent is. */
    public void health(AgentHealth latest) {
        tell(latest);
    }

    private void tell(Object latest) {
        telling.latest = latest;
        each(telling);
    }

    /** What comes every period, in one class: as lambdas each would be made anew, and linked while the service starts. */
    private static final class Telling implements Consumer<Publisher> {
        private Object latest;

        @Override
        public void accept(Publisher publisher) {
            if (latest instanceof LatestHost host) {
                publisher.host(host);
            } else if (latest instanceof DirectActivity direct) {
                publisher.direct(direct);
            } else if (latest instanceof TraceAccount trace) {
                publisher.trace(trace);
            } else {
                publisher.health((AgentHealth) latest);
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
