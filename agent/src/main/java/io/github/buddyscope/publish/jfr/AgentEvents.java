// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.event.AgentHealthEvent;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.Wording;

/** Events of the agent itself. */
final class AgentEvents {
    private AgentEvents() {}

    static void health(AgentHealth health) {
        AgentHealthEvent event = new AgentHealthEvent();
        if (!event.isEnabled()) {
            return;
        }
        event.sampleTime = health.sampleNanos();
        event.cpuTime = health.cpuNanos() < 0 ? Long.MIN_VALUE : health.cpuNanos();
        event.linesRead = Numbers.count(health.linesRead());
        event.linesLost = Numbers.count(health.linesLost());
        event.eventsDropped = Numbers.count(health.eventsDropped());
        event.state = Wording.worst(health.sources()).name();
        event.sources = Wording.sources(health.sources());
        event.commit();
    }
}
