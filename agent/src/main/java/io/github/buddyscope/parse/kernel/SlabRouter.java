// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.SlabNode;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.header.SlabLine;
import io.github.buddyscope.parse.kernel.line.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the slab's failure that a line belongs to. Several processors say so at once, line by line; a line goes to the
 * oldest that still owes one, and where that might be wrong, what might be another's is left out.
 */
final class SlabRouter {
    private static final int MAX_OPEN = 16;
    private static final int MAX_LINES = 64;
    private static final long MAX_GAP_MICROS = 1_000_000;

    private final List<SlabFailure> open = new ArrayList<>(MAX_OPEN);
    /** Those that waited for their cache together: any of the caches named since may be any one's. */
    private final List<SlabFailure> rivals = new ArrayList<>(MAX_OPEN);

    private final List<SlabFailure> candidates = new ArrayList<>(MAX_OPEN);

    boolean isEmpty() {
        return open.isEmpty();
    }

    void begin(SlabFailure failure) {
        if (open.size() == MAX_OPEN) {
            open.remove(0).close();
        }
        if (failure.header().caller() != null) {
            close(failure.header());
        }
        open.add(failure);
    }

    /** Whether the line was one of a slab's failure. */
    boolean take(KernelLine line) {
        if (open.isEmpty()) {
            return false;
        }
        String text = line.text();
        if (SlabLine.isCache(text)) {
            cache(line, SlabLine.cache(text));
            return true;
        }
        SlabNode node = SlabLine.node(text);
        if (node != null) {
            node(line, node);
        }
        return node != null;
    }

    void expire(long position, Clock clock) {
        for (int i = open.size() - 1; i >= 0; i--) {
            SlabFailure f = open.get(i);
            if (position - f.began() > MAX_LINES || Math.abs(clock.since(f.beganClock())) > MAX_GAP_MICROS) {
                open.remove(i).close();
            }
        }
    }

    void closeAll() {
        for (SlabFailure f : open) {
            f.close();
        }
        open.clear();
        rivals.clear();
    }

    /** A processor that begins a failure has ended the one before. */
    private void close(KernelLine header) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).mayOwn(header)) {
                open.remove(i).close();
            }
        }
    }

    private void cache(KernelLine line, Slab told) {
        candidates.clear();
        for (SlabFailure f : open) {
            if (f.mayOwn(line) && f.awaitsCache()) {
                candidates.add(f);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        if (candidates.size() > 1) {
            for (SlabFailure f : candidates) {
                if (!rivals.contains(f)) {
                    rivals.add(f);
                }
            }
        }
        SlabFailure owner = candidates.get(0);
        owner.took(line.text());
        if (told == null) {
            owner.loseCache();
            return;
        }
        owner.cache(told);
        if (rivals.contains(owner)) {
            settle(told);
        }
        if (candidates.size() == 1) {
            rivals.clear();
        }
    }

    /** Rivals of one cache are all the same; of two, nobody knows whose is which. */
    private void settle(Slab told) {
        boolean differ = false;
        for (SlabFailure f : rivals) {
            differ |= f.cache() != null && !f.cache().equals(told);
        }
        if (differ) {
            rivals.forEach(SlabFailure::loseCache);
        }
    }

    private void node(KernelLine line, SlabNode node) {
        candidates.clear();
        boolean differ = false;
        for (SlabFailure f : open) {
            if (f.mayOwn(line) && f.awaitsNode(node)) {
                candidates.add(f);
                differ |= !f.cache().equals(candidates.get(0).cache());
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        if (differ) {
            candidates.forEach(SlabFailure::loseNodes);
        } else {
            candidates.get(0).add(node);
            candidates.get(0).took(line.text());
        }
    }
}
