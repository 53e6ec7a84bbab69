// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.function.Consumer;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/** A recording's events. */
final class Events {
    static final String ZONE = "buddyscope.ZoneSample";
    static final String PRESSURE = "buddyscope.HostPressure";
    static final String FAILURE = "buddyscope.KernelFailure";
    static final String ATTEMPT = "buddyscope.AllocationFailure";
    static final String STALL = "buddyscope.AllocationStall";
    static final String VERDICT = "buddyscope.Verdict";
    static final String HEALTH = "buddyscope.AgentHealth";
    static final String PAUSE = "jdk.GCPhasePause";

    private final IItemCollection items;

    Events(IItemCollection items) {
        this.items = items;
    }

    /** Gives every event of the type to the consumer; in no order that could be relied on. */
    void each(String type, Consumer<Row> to) {
        for (IItemIterable same : items.apply(ItemFilters.type(type))) {
            Row row = new Row(same.getType());
            for (IItem item : same) {
                to.accept(row.of(item));
            }
        }
    }

    boolean has(String type) {
        return items.apply(ItemFilters.type(type)).hasItems();
    }

    /** Whether the recording's settings switched the type off. */
    boolean off(String type) {
        return RulesToolkit.getEventAvailability(items, type) == EventAvailability.DISABLED;
    }
}
