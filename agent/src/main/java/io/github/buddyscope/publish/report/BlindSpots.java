// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.Words;
import io.github.buddyscope.recording.Agent;
import io.github.buddyscope.recording.Recording;
import java.util.ArrayList;
import java.util.List;

/** What the agent, the recording and this report could not see. */
final class BlindSpots {
    private BlindSpots() {}

    static Table sources(Recording recording) {
        Table table = new Table("sources", "What the agent could see", "", "Source", "State at the end", "Worst", "Why")
                .instead("The agent's account of itself (AgentHealth) is not in this recording.");
        for (Agent.SourceTale source : recording.agent().sources()) {
            boolean recovered = !source.worst().equals(source.state());
            table.row(
                    Cell.text(source.source()),
                    Cell.text(source.state()),
                    Cell.text(
                            recovered
                                    ? source.worst() + " at " + Figures.moment(source.worstMicros())
                                    : source.worst()),
                    Cell.text(source.detail()));
        }
        return table;
    }

    /** Sentences, the gravest first. */
    static List<String> sentences(Recording recording) {
        List<String> all = new ArrayList<>(recording.notes());
        Agent agent = recording.agent();
        if (agent.linesLost() > 0) {
            all.add(Figures.grouped(agent.linesLost())
                    + " lines of the kernel's log were lost before they could be read: failures" + " may be missing.");
        }
        if (agent.eventsDropped() > 0) {
            all.add(Words.counted(agent.eventsDropped(), "failure or verdict") + " found no room in the agent and "
                    + (agent.eventsDropped() == 1 ? "is" : "are") + " not in the recording.");
        }
        if (!KeyFigures.traced(recording)) {
            all.add("The kernel's trace was not read: failures that no log shows, and stalls, are not in this report.");
        }
        if (recording.host().zonesLeftOut()) {
            all.add("The host has more than 64 zones; the others are left out.");
        }
        drawn(recording, all);
        if (agent.last() != null && agent.last().cpuNanos() >= 0) {
            all.add("The agent itself took " + Figures.length(agent.last().cpuNanos())
                    + " of CPU time since its start; its longest sample took "
                    + Figures.length(agent.longestSampleNanos()) + ".");
        }
        all.add(
                "Times are UTC. When a failure happened is the kernel's time, give or take the clocks' error that stands with it.");
        return all;
    }

    /** Where marks stand for several. */
    private static void drawn(Recording recording, List<String> all) {
        String what = "";
        what = joined(what, recording.failures().logged().joined(), "failures");
        what = joined(
                what,
                recording.failures().own().joined()
                        || recording.failures().others().joined(),
                "failed attempts");
        what = joined(
                what,
                recording.stalls().own().joined() || recording.stalls().others().joined(),
                "stalls");
        what = joined(what, recording.jvm().pauses().joined(), "pauses");
        if (!what.isEmpty()) {
            all.add("There were too many " + what
                    + " to draw each: a mark stands for several neighbours and shows the longest or"
                    + " largest of them. The tables count all.");
        }
    }

    private static String joined(String before, boolean joined, String what) {
        return !joined ? before : before.isEmpty() ? what : before + " and " + what;
    }

    /** What is said of samples that were joined; "" where none were. */
    static String thinned(int samplesPerPoint) {
        return samplesPerPoint == 1
                ? ""
                : "Each point stands for " + samplesPerPoint
                        + " samples and keeps the least and the most of them, so that no exhausted"
                        + " moment is lost.";
    }
}
