// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import java.util.List;
import jdk.jfr.Event;

/** All events of Buddyscope's. */
public final class Vocabulary {
    /** In the order of the documentation. */
    public static final List<Class<? extends Event>> EVENTS = List.of(
            ZoneSampleEvent.class,
            HostPressureEvent.class,
            KernelFailureEvent.class,
            AllocationFailureEvent.class,
            AllocationStallEvent.class,
            DirectAllocationEvent.class,
            DirectActivityEvent.class,
            VerdictEvent.class,
            AssociationEvent.class,
            AgentHealthEvent.class);

    private Vocabulary() {}
}
