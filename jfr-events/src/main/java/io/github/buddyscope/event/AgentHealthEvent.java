// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What the agent itself costs and misses. */
@Name("buddyscope.AgentHealth")
@Label("Agent Health")
@Description("What the agent itself costs, sees and misses")
@Category({"Buddyscope", "Agent"})
@Registered(false)
@StackTrace(false)
public final class AgentHealthEvent extends Event {
    @Label("Sample Time")
    @Description("Wall time that the last sample took, publishing included")
    @Timespan
    public long sampleTime;

    @Label("CPU Time")
    @Description("CPU time of the agent's threads since its start; N/A (Mission Control: -292 y) where not known")
    @Timespan
    public long cpuTime;

    @Label("Lines Read")
    @Description("Kernel log lines read since the start")
    public int linesRead;

    @Label("Lines Lost")
    @Description("Kernel log lines lost since the start, by overrun or rotation")
    public int linesLost;

    @Label("Events Dropped")
    @Description("Failures and verdicts not kept or not published because a limit was reached, since the start")
    public int eventsDropped;

    @Label("State")
    @Description("The worst of the sources that are on: OK, PARTIAL or UNAVAILABLE; OFF where none is on")
    public String state;

    @Label("Sources")
    @Description("Each source and its state, with the reason where it isn't OK")
    public String sources;
}
