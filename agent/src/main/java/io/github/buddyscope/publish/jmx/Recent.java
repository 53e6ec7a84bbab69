// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last few of a kind, newest first. */
final class Recent<T> {
    static final int KEPT = 50;

    private final ArrayDeque<T> kept = new ArrayDeque<>();

    synchronized void add(T one) {
        if (kept.size() == KEPT) {
            kept.removeLast();
        }
        kept.addFirst(one);
    }

    synchronized List<T> all() {
        return new ArrayList<>(kept);
    }

    /** Null where there's none. */
    synchronized T last() {
        return kept.peekFirst();
    }
}
