// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.SlabNode;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.header.FailureHeader;
import io.github.buddyscope.parse.kernel.line.Clock;
import java.util.ArrayList;
import java.util.List;

/** A slab's failure while its lines come in. */
final class SlabFailure extends ShortFailure {
    private static final int MAX_NODES = 1024;

    private final long began;
    private final Clock beganClock;
    private final List<SlabNode> nodes = new ArrayList<>();
    private Slab cache;
    private boolean cacheLost;
    private boolean nodesLost;

    SlabFailure(KernelLine header, FailureHeader failure, int suppressed, int occurrences, long began, Clock clock) {
        super(header, failure, suppressed, occurrences);
        this.began = began;
        this.beganClock = clock;
    }

    long began() {
        return began;
    }

    Clock beganClock() {
        return beganClock;
    }

    boolean mayOwn(KernelLine line) {
        return !closed() && (line.caller() == null || line.caller().equals(header().caller()));
    }

    boolean awaitsCache() {
        return cache == null && !cacheLost;
    }

    /** Null before its line, and where it can't be told which it is. */
    Slab cache() {
        return cache;
    }

    void cache(Slab told) {
        cache = told;
    }

    /** It can't be told which cache it is, nor what that has. */
    void loseCache() {
        cache = null;
        cacheLost = true;
        loseNodes();
    }

    boolean awaitsNode(SlabNode node) {
        if (cache == null || nodesLost || nodes.size() == MAX_NODES) {
            return false;
        }
        for (SlabNode known : nodes) {
            if (known.node() == node.node()) {
                return false;
            }
        }
        return true;
    }

    void add(SlabNode node) {
        nodes.add(node);
    }

    void loseNodes() {
        nodes.clear();
        nodesLost = true;
    }

    @Override
    FailureDetail detail() {
        Slab begun = (Slab) super.detail();
        return cache == null
                ? begun
                : new Slab(
                        begun.node(),
                        cache.cache(),
                        cache.objectSize(),
                        cache.bufferSize(),
                        cache.defaultOrder(),
                        cache.minOrder(),
                        nodes);
    }
}
