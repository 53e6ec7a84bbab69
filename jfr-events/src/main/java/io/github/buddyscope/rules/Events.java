// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import java.util.function.Consumer;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.flightrecorder.jdk.JdkAttributes;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

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

    private static final int UUID_LENGTH = 36;

    private final IItemCollection items;

    Events(IItemCollection items) {
        this.items = items;
    }

    /** Gives every event of the type to the consumer; in no order that could be relied on. */
    void each(String type, Consumer<Row> to) {
        for (IItemIterable same : items) {
            if (is(type, same)) {
                Row row = new Row(same.getType());
                for (IItem item : same) {
                    to.accept(row.of(item));
                }
            }
        }
    }

    boolean has(String type) {
        for (IItemIterable same : items) {
            if (is(type, same) && same.hasItems()) {
                return true;
            }
        }
        return false;
    }

    /** Where two agents of different versions wrote a type, Mission Control gives the second name a UUID for a tail. */
    private static boolean is(String type, IItemIterable same) {
        String id = same.getType().getIdentifier();
        return id.startsWith(type)
                && (id.length() == type.length()
                        || id.length() == type.length() + UUID_LENGTH && id.charAt(type.length() + 8) == '-');
    }

    /** Whether the recording's settings switched the type off, each time that it was begun or went on in a new file. */
    boolean off(String type) {
        boolean told = false;
        for (IItemIterable settings : items.apply(RulesToolkit.getSettingsFilter("enabled", type))) {
            IMemberAccessor<String, IItem> value = JdkAttributes.REC_SETTING_VALUE.getAccessor(settings.getType());
            for (IItem setting : settings) {
                told = true;
                if (!"false".equals(value.getMember(setting))) {
                    return false;
                }
            }
        }
        return told;
    }
}
