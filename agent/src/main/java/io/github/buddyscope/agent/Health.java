// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.AgentThread;
import io.github.buddyscope.agent.runtime.OwnCpu;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.AgentHealth;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The agent's account of itself. In turn with the agent's tasks. */
final class Health {
    private final AgentThread thread;
    private final Publishers publishers;
    private final Surfaces surfaces;
    private final Watches watches;
    private final Set<String> told = new HashSet<>();
    private final OwnCpu cpu;
    private long sampleNanos;
    private long droppedEpisodes;
    private List<SourceState> ofHost;
    private SourceState ofKernel;
    private SourceState ofTrace;

    Health(
            AgentThread thread,
            Publishers publishers,
            Surfaces surfaces,
            Watches watches,
            Supplier<ThreadMXBean> beans) {
        this.thread = thread;
        this.publishers = publishers;
        this.surfaces = surfaces;
        this.watches = watches;
        this.cpu = new OwnCpu(beans);
    }

    void sampled(long nanos) {
        sampleNanos = nanos;
    }

    /** A failure found no room among the open episodes. */
    void droppedEpisode() {
        droppedEpisodes++;
    }

    AgentHealth now() {
        return new AgentHealth(
                sampleNanos,
                cpu.nanos(),
                watches.kernel().linesRead(),
                watches.kernel().linesLost(),
                watches.kernel().dropped()
                        + watches.trace().dropped()
                        + droppedEpisodes
                        + publishers.failures()
                        + thread.failures(),
                states());
    }

    private List<SourceState> states() {
        ofHost = watches.host().states();
        ofKernel = watches.kernel().state();
        ofTrace = watches.trace().state();
        List<SourceState> states = new ArrayList<>(ofHost);
        states.add(ofKernel);
        states.add(ofTrace);
        states.addAll(watches.relay().states());
        states.addAll(watches.jvm().states());
        states.addAll(surfaces.states());
        return states;
    }

    /** What about the host's sources, as of the last {@link #now()}, has not been told yet; each trouble once. */
    List<SourceState> news() {
        List<SourceState> news = new ArrayList<>();
        for (SourceState state : ofHost) {
            addIfNew(news, state);
        }
        if (watches.relay().decided()) {
            addIfNew(news, ofKernel);
        }
        if (watches.trace().worthTelling()) {
            addIfNew(news, ofTrace);
        }
        for (SourceState state : watches.relay().news()) {
            addIfNew(news, state);
        }
        return news;
    }

    private void addIfNew(List<SourceState> news, SourceState state) {
        boolean trouble = state.status() == Status.UNAVAILABLE || state.status() == Status.PARTIAL;
        if (trouble && told.add(state.source() + state.status())) {
            news.add(state);
        }
    }
}
