// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.relay;

import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.RetryEvidence;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's CLOCK_MONOTONIC, which a relay tells, in this process's own: another in a time namespace.
 *
 * @param ahead nanoseconds that this process's is ahead of the host's
 */
record OwnClock(long ahead) {
    long here(long nanos) {
        return nanos + ahead;
    }

    AllocationStall here(AllocationStall stall) {
        return ahead == 0
                ? stall
                : new AllocationStall(
                        stall.kind(),
                        stall.order(),
                        stall.beginNanos() + ahead,
                        stall.endNanos() + ahead,
                        stall.nestedNanos(),
                        stall.outermost(),
                        stall.result(),
                        stall.pagesReclaimed(),
                        stall.gfpFlags(),
                        stall.task());
    }

    AllocationFailure here(AllocationFailure failure) {
        if (ahead == 0) {
            return failure;
        }
        List<RetryEvidence> evidence = new ArrayList<>();
        for (RetryEvidence one : failure.evidence()) {
            evidence.add(here(one));
        }
        return new AllocationFailure(
                failure.nanos() + ahead,
                failure.order(),
                failure.gfpFlags(),
                failure.migrateType(),
                failure.task(),
                failure.inInterrupt(),
                evidence,
                failure.stalledNanos());
    }

    private RetryEvidence here(RetryEvidence evidence) {
        if (evidence instanceof RetryEvidence.Zone z) {
            return new RetryEvidence.Zone(
                    z.nanos() + ahead,
                    z.order(),
                    z.zone(),
                    z.reclaimable(),
                    z.available(),
                    z.minWatermark(),
                    z.noProgressLoops(),
                    z.enough());
        }
        RetryEvidence.Compaction c = (RetryEvidence.Compaction) evidence;
        return new RetryEvidence.Compaction(
                c.nanos() + ahead, c.order(), c.priority(), c.result(), c.retries(), c.maxRetries(), c.again());
    }
}
