// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.header.HeaderForm;
import io.github.buddyscope.parse.kernel.line.Clock;
import io.github.buddyscope.parse.kernel.oom.OomLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the OOM kill that a line behind its stack and dump belongs to. The kernel lets one event at a time print (mm/oom_kill.c,
 * {@code oom_lock}); where an old one let two, and nothing in a line tells whose it is, no victim is given.
 */
final class OomRouter {
    private static final FailureHeader LONE = new FailureHeader(
            FailureKind.OOM_KILL,
            null,
            null,
            new OomKill(null, null, null, null, null, null, null, null, null, false, false, 0));

    private final OpenReports open;
    private final List<OpenReport> candidates = new ArrayList<>(OpenReports.MAX_OPEN);

    OomRouter(OpenReports open) {
        this.open = open;
    }

    /** Whether the line was an event's. */
    boolean take(KernelLine line, OomLine kind, long position, Clock clock) {
        candidates.clear();
        for (int i = 0; i < open.size(); i++) {
            OpenReport r = open.get(i);
            if (r.oom() != null && OpenReports.mayOwn(r, line) && r.oom().mayTake(kind, line.text())) {
                candidates.add(r);
            }
        }
        if (candidates.isEmpty()) {
            return false;
        }
        OpenReport owner = pick();
        if (owner != null) {
            owner.took(kind, line.text(), position, clock);
        } else if (kind == OomLine.KILL || kind == OomLine.SUMMARY) {
            for (OpenReport r : candidates) {
                r.oom().mixUp();
            }
        }
        return true;
    }

    /**
     * An event of which this is the first line in the log: its header was suppressed, or filtered out of the excerpt.
     *
     * @return null where a line of this kind begins none
     */
    static OpenReport begin(KernelLine line, OomLine kind, long position, Clock clock) {
        if (kind != OomLine.KILL && kind != OomLine.SUMMARY) {
            return null;
        }
        OpenReport report = new OpenReport(HeaderForm.of(line.text()), line, LONE, position, clock);
        report.oom().take(kind, line.text());
        return report;
    }

    /** The one that had its dump, or else the youngest, unless an older one went on beside it; null where that's open. */
    private OpenReport pick() {
        OpenReport youngest = candidates.get(candidates.size() - 1);
        boolean alone = true;
        OpenReport ready = null;
        int readies = 0;
        for (OpenReport r : candidates) {
            boolean rests = r.lastLine() < youngest.began() || OpenReports.stale(r, youngest);
            alone &= r == youngest || rests;
            if (r.oom().pastDump() || r.inMemory() && r.memory().complete()) {
                ready = r;
                readies++;
            }
        }
        return alone ? youngest : readies == 1 ? ready : null;
    }
}
