// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.event.Vocabulary;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/** Makes the events known to JFR, and unknown again. */
final class Registration {
    /** Holders of the JDK's own events: the first name up to 18, the second on 19 to 22, neither later. */
    private static final String[] HOLDERS = {"jdk.jfr.events.Handlers", "jdk.jfr.events.EventConfigurations"};

    private Registration() {}

    static void register() {
        initialiseHolders();
        for (Class<? extends Event> event : Vocabulary.EVENTS) {
            FlightRecorder.register(event);
        }
    }

    static void unregister() {
        for (Class<? extends Event> event : Vocabulary.EVENTS) {
            FlightRecorder.unregister(event);
        }
    }

    /**
     * A registration holds JFR's lock and then wants the holder initialised; a service's thread that initialises it, by
     * its first read of a socket, wants that lock: JDK-8371889, 15 to 22. Initialised first, it can't be waited for.
     */
    private static void initialiseHolders() {
        for (String holder : HOLDERS) {
            try {
                Class.forName(holder, true, null);
            } catch (ClassNotFoundException | LinkageError e) {
                // this JDK has the other one or none
            }
        }
    }
}
