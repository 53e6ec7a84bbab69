// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.RetryEvidence;
import java.util.ArrayList;
import java.util.List;

/** What a task is in the middle of: stalls that have begun, and what led up to an allocation's end. */
final class OpenTask {
    static final int DEEPEST = 4;
    private static final int MOST_EVIDENCE = 16;

    int tid;
    long lastMicros;

    final AllocationStall.Kind[] kinds = new AllocationStall.Kind[DEEPEST];
    final int[] orders = new int[DEEPEST];
    final String[] flags = new String[DEEPEST];
    final long[] begins = new long[DEEPEST];
    final long[] nested = new long[DEEPEST];
    int depth;

    /** Compaction was asked for by the task itself; its zones follow, each a stall. */
    boolean compacting;

    int compactionOrder;
    String compactionFlags;

    private int order;
    private boolean reclaimed;
    private long stalledNanos;
    private final List<RetryEvidence> evidence = new ArrayList<>();

    void begin(AllocationStall.Kind kind, int ofOrder, String gfpFlags, long micros) {
        kinds[depth] = kind;
        orders[depth] = ofOrder;
        flags[depth] = gfpFlags;
        begins[depth] = micros;
        nested[depth] = 0;
        depth++;
    }

    /** The innermost stall is over; its place can be read until the next begins. */
    void end(long nanos) {
        depth--;
        if (depth > 0) {
            nested[depth - 1] += nanos;
        } else {
            stalledNanos += nanos;
        }
    }

    /**
     * The task reclaims for a request of this order. A request that reclaims again without the kernel having weighed a
     * retry is another request: the one before got its pages.
     */
    void reclaiming(int ofOrder) {
        if (ofOrder != order || reclaimed) {
            forget(ofOrder);
        }
        reclaimed = true;
        compacting = false;
    }

    /** @param first it's the priority with which a request begins */
    void compacting(int ofOrder, String gfpFlags, boolean first) {
        if (ofOrder != order || first) {
            forget(ofOrder);
        }
        compacting = true;
        compactionOrder = ofOrder;
        compactionFlags = gfpFlags;
    }

    void weighed(RetryEvidence reason) {
        if (reason.order() != order) {
            forget(reason.order());
        }
        reclaimed = false;
        if (evidence.size() == MOST_EVIDENCE) {
            evidence.remove(0);
        }
        evidence.add(reason);
    }

    List<RetryEvidence> evidence(int ofOrder) {
        return ofOrder == order ? evidence : List.of();
    }

    long stalledNanos(int ofOrder) {
        return ofOrder == order ? stalledNanos : 0;
    }

    /** An allocation has ended, or another has begun. */
    void forget(int nextOrder) {
        order = nextOrder;
        reclaimed = false;
        stalledNanos = 0;
        evidence.clear();
    }

    /** As for a task that was never seen. */
    void clear(int newTid) {
        tid = newTid;
        depth = 0;
        compacting = false;
        forget(AllocationStall.UNKNOWN);
    }
}
