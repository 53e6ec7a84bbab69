// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.publish.JvmModules;
import io.github.buddyscope.publish.jfr.JfrPublisher;
import java.util.ArrayList;
import java.util.List;

/** Flight Recorder and JMX, each where this JVM has it: an image made by jlink may lack either. */
final class Surfaces {
    private final JfrPublisher jfr;

    Surfaces(Publishers publishers) {
        jfr = JvmModules.has(JvmModules.JFR) ? new JfrPublisher() : null;
        if (jfr != null) {
            publishers.add(jfr);
        }
    }

    /** Registers with whatever has come into use meanwhile; cheap. */
    void tryRegister() {
        if (jfr != null) {
            jfr.tryRegister();
        }
    }

    /** On the allocating thread. */
    void directAllocation(long bytes, long poolUsed) {
        if (jfr != null) {
            jfr.directAllocations().record(bytes, poolUsed);
        }
    }

    List<SourceState> states() {
        List<SourceState> states = new ArrayList<>();
        states.add(jfr != null ? jfr.state() : missing("jfr", JvmModules.JFR));
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
