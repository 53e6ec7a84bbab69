// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.agent.runtime.Publishers;
import io.github.buddyscope.model.LargeReservation;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.JvmModules;
import io.github.buddyscope.publish.jfr.JfrPublisher;
import io.github.buddyscope.publish.jmx.JmxPublisher;
import io.github.buddyscope.source.guest.HeapRoom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Flight Recorder and JMX, each where this JVM has it: an image made by jlink may lack either. */
final class Surfaces {
    private final JfrPublisher jfr;
    private final JmxPublisher jmx;
    private final HeapRoom heap = new HeapRoom();
    private boolean shown;
    private boolean used;

    Surfaces(Publishers publishers, Control control) {
        jfr = JvmModules.has(JvmModules.JFR) ? new JfrPublisher() : null;
        jmx = JvmModules.has(JvmModules.MANAGEMENT) ? new JmxPublisher(control) : null;
        if (jfr != null) {
            publishers.add(jfr);
        }
        if (jmx != null) {
            publishers.add(jmx);
        }
    }

    /** Registers with whatever has come into use meanwhile, cheap; whether anyone can look at anything. */
    boolean tryRegister() {
        boolean recorded = jfr != null && jfr.tryRegister();
        if (jmx != null && !shown && !heap.lacking() && jmx.tryRegister()) {
            shown = true;
            if (jfr != null) {
                jfr.lookWhetherAvailable();
            }
        }
        used = recorded || shown;
        return used;
    }

    /** Whether anyone could look at anything when that was last asked. */
    boolean used() {
        return used;
    }

    /** Who is told of large reservations, on the allocating thread. */
    LargeReservation largeReservations() {
        return jfr != null ? jfr.directAllocations() : (bytes, site) -> {};
    }

    void tellPoolUsed(LongSupplier poolUsed) {
        if (jfr != null) {
            jfr.directAllocations().tellPoolUsed(poolUsed);
        }
    }

    List<SourceState> states() {
        List<SourceState> states = new ArrayList<>();
        states.add(jfr != null ? jfr.state() : missing("jfr", JvmModules.JFR));
        states.add(jmx != null ? jmx.state() : missing("jmx", JvmModules.MANAGEMENT));
        return states;
    }

    private static SourceState missing(String source, String module) {
        return new SourceState(
                source,
                Status.UNAVAILABLE,
                "this run-time image has no module " + module,
                "jlink --add-modules " + module);
    }
}
