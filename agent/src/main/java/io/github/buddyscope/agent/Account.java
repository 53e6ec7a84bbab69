// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.AgentLog;
import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.LatestHost;
import io.github.buddyscope.publish.LogAccount;
import io.github.buddyscope.publish.TraceAccount;

/** What is published once a period: the host's sample, and how it stands with all the rest. In turn with the agent's tasks. */
final class Account {
    private final Publishers publishers;
    private final Surfaces surfaces;
    private final Watches watches;
    private final Health health;
    private final AgentLog log;
    private long givenNanos;

    /** @param log told of what is wrong with a source, once */
    Account(Publishers publishers, Surfaces surfaces, Watches watches, Health health, AgentLog log) {
        this.publishers = publishers;
        this.surfaces = surfaces;
        this.watches = watches;
        this.health = health;
        this.log = log;
    }

    /** @param begin when the work on that sample began */
    void give(LatestHost latest, long begin) {
        givenNanos = watches.host().numbers().nanos();
        publishers.host(latest);
        DirectActivity activity = watches.jvm().takeDirectActivity(surfaces.used());
        if (activity != null) {
            publishers.direct(activity);
        }
        watches.trace().sampled(watches.host().numbers());
        TraceAccount traced = watches.trace().account();
        publishers.trace(traced);
        LogAccount logged = watches.kernel().news();
        if (logged != null) {
            publishers.each(publisher -> publisher.log(logged));
        }
        health.sampled(System.nanoTime() - begin);
        AgentHealth own = health.now();
        publishers.health(own);
        for (SourceState news : health.news()) {
            tell(news);
        }
    }

    /** The rest of it goes on while the host's files can't be read. */
    void giveWithoutHost(long now, long periodNanos) {
        if (watches.host().keepsWaiting() && now - givenNanos >= periodNanos) {
            give(watches.host().nothing(), System.nanoTime());
        }
    }

    private void tell(SourceState state) {
        String remedy = state.remedy().isEmpty() ? "" : "; to get it: " + state.remedy();
        log.warn(state.source() + ": " + state.detail() + remedy);
    }
}
