// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent;

import io.github.buddyscope.entry.AgentClasses;
import io.github.buddyscope.entry.Life;
import java.lang.instrument.Instrumentation;

/** Says of itself that it is the agent's life, since whoever loads it sees no class of ours but {@link Life}. */
final class AgentLife implements Life {
    static {
        AgentClasses.live(new AgentLife());
    }

    private AgentLife() {}

    @Override
    public void bringInBeforeMain(String argument, Instrumentation instrumentation) {
        Change.bringInBeforeMain(argument, instrumentation);
    }

    @Override
    public void bringIn(String argument, Instrumentation instrumentation) {
        Change.bringIn(argument, instrumentation);
    }

    @Override
    public void takeOut() {
        Change.takeOut();
    }
}
