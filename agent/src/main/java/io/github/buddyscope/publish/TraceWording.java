// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.RetryEvidence;
import java.util.List;

/** Findings of the trace as one line, the same for every publisher. */
public final class TraceWording {
    private static final int MOST = 4;

    private TraceWording() {}

    /** Why the kernel gave up, its last reason first; null where the trace has none. */
    public static String reason(List<RetryEvidence> evidence) {
        if (evidence.isEmpty()) {
            return null;
        }
        StringBuilder words = new StringBuilder();
        for (int i = evidence.size() - 1; i >= 0 && i >= evidence.size() - MOST; i--) {
            words.append(words.isEmpty() ? "" : "; ").append(reason(evidence.get(i)));
        }
        return words.toString();
    }

    private static String reason(RetryEvidence evidence) {
        if (evidence instanceof RetryEvidence.Zone zone) {
            return (zone.zone() == null ? "a zone" : zone.zone().toString())
                    + (zone.enough() ? " would have enough" : " would not have enough") + " if all "
                    + zone.reclaimable()
                    + " reclaimable pages were freed: " + zone.available() + " available, min mark "
                    + zone.minWatermark() + ", " + zone.noProgressLoops() + " tries without progress";
        }
        RetryEvidence.Compaction compaction = (RetryEvidence.Compaction) evidence;
        return "compaction " + compaction.result() + " at " + compaction.priority() + ", "
                + (compaction.again() ? "tried again" : "not tried again") + " after " + compaction.retries() + " of "
                + compaction.maxRetries() + " retries";
    }

    /** Compaction's status, or what reclaim freed. */
    public static String result(AllocationStall stall) {
        return stall.kind() == AllocationStall.Kind.DIRECT_RECLAIM ? stall.pagesReclaimed() + " pages" : stall.result();
    }
}
