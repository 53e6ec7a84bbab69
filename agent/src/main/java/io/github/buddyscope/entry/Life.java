// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.entry;

import java.lang.instrument.Instrumentation;

/** The agent's life in a JVM, as the JVM's calls shape it. Nothing that is thrown comes out of these; none waits. */
public interface Life {
    /** The name of every thread that brings the agent in or takes it out. */
    String THREAD = "buddyscope-life";

    /** As {@link #bringIn}, but what is wrong with the options is told before this returns. */
    void bringInBeforeMain(String argument, Instrumentation instrumentation);

    /** Starts the agent. Where it is there already, options given now win over those given before. */
    void bringIn(String argument, Instrumentation instrumentation);

    /** Takes the agent out again; nothing happens where none is there. */
    void takeOut();
}
