// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.Words;
import io.github.buddyscope.recording.Agent.SourceTale;
import io.github.buddyscope.recording.Failures;
import io.github.buddyscope.recording.Host;
import io.github.buddyscope.recording.Recording;
import io.github.buddyscope.recording.Stalls;
import io.github.buddyscope.recording.ZoneTrack;
import java.util.List;

/** The three numbers that matter, each with its doubt: what failed, what it cost this JVM, and how short the host was. */
final class KeyFigures {
    /** The largest order for which the kernel tries on and on (PAGE_ALLOC_COSTLY_ORDER). */
    private static final int USUAL_ORDER = 3;
    /** Zones with less than this part of the largest one's memory say little of the host. */
    private static final int SMALL = 20;

    private static final List<String> LOGS = List.of("kmsg", "journal", "file", "relay");
    private static final List<String> READ = List.of("OK", "PARTIAL");
    private static final String UNTRACED = "The kernel's trace was not read";

    private KeyFigures() {}

    static List<KeyFigure> of(Recording recording) {
        return List.of(failures(recording), stalls(recording), exhausted(recording));
    }

    private static KeyFigure failures(Recording recording) {
        Failures failures = recording.failures();
        boolean traced = traced(recording);
        boolean logged = logRead(recording);
        String silent = traced
                ? Figures.grouped(failures.silent()) + " more that no log tells of, "
                        + (failures.ownSilent() == 0 ? "none" : Figures.grouped(failures.ownSilent()))
                        + " of them in this JVM"
                : "silent ones were not watched";
        String heldBack = logged && failures.heldBack() > 0
                ? "; at least " + Figures.grouped(failures.heldBack()) + " kept out of it by its rate limit"
                : "";
        String history = failures.history() == 0
                ? ""
                : "; " + Words.counted(failures.history(), "older one") + " of the log told below";
        String swallowed = failures.suppressed() == 0
                ? "The kernel prints one report in ten seconds at most."
                : "The kernel swallowed " + Words.counted(failures.suppressed(), "further report")
                        + ": it prints one in ten seconds at most.";
        return new KeyFigure(
                logged ? Figures.grouped(failures.live()) : "not watched",
                failures.live() == 1
                        ? "failed allocation in the kernel's log"
                        : "failed allocations in the kernel's log",
                silent + heldBack + history,
                (logged ? swallowed : unread(recording)) + (traced ? "" : " " + untraced(recording)),
                failures.live() > 0);
    }

    private static KeyFigure stalls(Recording recording) {
        Stalls stalls = recording.stalls();
        if (!traced(recording)) {
            return new KeyFigure("not watched", "longest stall of this JVM's threads", "", untraced(recording), false);
        }
        if (stalls.ownCount() == 0) {
            return new KeyFigure(
                    "none",
                    "stalls of this JVM's threads in reclaim or compaction",
                    stalls.count() == 0
                            ? "none of other tasks either"
                            : Figures.grouped(stalls.count()) + " of other tasks, the longest "
                                    + Figures.length(stalls.longest().nanos()),
                    "As far as the kernel's trace was read.",
                    false);
        }
        long inPauses = stalls.inPausesMicros();
        String pauses = inPauses > 0
                ? (stalls.inPausesIncomplete() ? "at least " : "") + Figures.length(inPauses * 1000)
                        + " of collection pauses lay in them"
                : "no collection pause lay in them";
        return new KeyFigure(
                Figures.length(stalls.longestOwn().nanos()),
                "longest stall of this JVM's threads",
                Words.counted(stalls.ownCount(), "stall") + ", " + Figures.length(stalls.ownNanos())
                        + " of all threads added up; " + pauses,
                "Pauses and stalls are laid over each other to about a millisecond each.",
                true);
    }

    private static KeyFigure exhausted(Recording recording) {
        Host host = recording.host();
        int failed = recording.failures().usualOrder();
        int order = failed > 0 ? failed : USUAL_ORDER;
        ZoneTrack worst = worst(host, order);
        String label = "of the samples found no free block of " + Figures.block(host.pageSize(), order) + " or larger";
        if (worst == null) {
            return new KeyFigure("not known", label, "", "The recording has no sample of the host's zones.", false);
        }
        String why = failed > 0 ? "order " + order + ", the one that failed most" : "order " + order + " and above";
        return new KeyFigure(
                Figures.percent(worst.exhausted(order)),
                label + " in " + worst.name(),
                why + "; in all zones at once " + Figures.percent(host.exhausted(order)),
                Words.counted(worst.sampleCount(), "sample") + ": what came and went between two was not seen.",
                worst.exhausted(order) > 0);
    }

    private static ZoneTrack worst(Host host, int order) {
        ZoneTrack worst = null;
        List<ZoneTrack> zones = host.zones();
        for (ZoneTrack zone : zones) {
            boolean counts = zone.mostFree() >= zones.get(0).mostFree() / SMALL;
            if (counts && (worst == null || zone.exhausted(order) > worst.exhausted(order))) {
                worst = zone;
            }
        }
        return worst;
    }

    static boolean traced(Recording recording) {
        SourceTale trace = recording.agent().source("tracefs");
        boolean seen = recording.stalls().count() > 0
                || recording.failures().others().count()
                                + recording.failures().own().count()
                        > 0;
        return seen || trace != null && READ.contains(trace.state());
    }

    /** Whether a failure in the kernel's log would have been seen, by what the recording tells. */
    static boolean logRead(Recording recording) {
        if (recording.failures().logged().count() > 0 || recording.verdictCount() > 0) {
            return true;
        }
        for (String log : LOGS) {
            SourceTale source = recording.agent().source(log);
            if (source != null && READ.contains(source.state())) {
                return true;
            }
        }
        return false;
    }

    private static String unread(Recording recording) {
        for (String log : LOGS) {
            SourceTale source = recording.agent().source(log);
            if (source != null && !source.detail().isEmpty()) {
                return "The kernel's log was not read: " + source.detail() + ".";
            }
        }
        return "The kernel's log was not read.";
    }

    private static String untraced(Recording recording) {
        SourceTale trace = recording.agent().source("tracefs");
        return trace == null || trace.detail().isEmpty() ? UNTRACED + "." : UNTRACED + ": " + trace.detail() + ".";
    }
}
