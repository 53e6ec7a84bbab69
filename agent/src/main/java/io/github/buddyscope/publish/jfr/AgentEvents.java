// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.event.AgentHealthEvent;
import io.github.buddyscope.event.DirectActivityEvent;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.publish.AgentHealth;
import io.github.buddyscope.publish.Wording;

/** Events of this JVM's direct memory and of the agent itself. */
final class AgentEvents {
    private AgentEvents() {}

    static void direct(DirectActivity activity) {
        DirectActivityEvent event = new DirectActivityEvent();
        if (!event.isEnabled()) {
            return;
        }
        event.period = activity.toNanos() - activity.fromNanos();
        event.allocations = Numbers.count(activity.allocations());
        event.bytes = activity.bytes();
        event.releases = Numbers.count(activity.releases());
        event.releasedBytes = activity.releasedBytes();
        event.largest = activity.allocations() < 0 ? ZoneInfo.UNKNOWN : activity.largest();
        event.liveBytes = activity.liveBytes();
        event.liveCount = Numbers.count(activity.liveCount());
        event.poolUsed = activity.poolUsed();
        event.poolLimit = activity.poolLimit();
        event.commit();
    }

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
