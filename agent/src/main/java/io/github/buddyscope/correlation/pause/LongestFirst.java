// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.pause;

import java.util.ArrayList;
import java.util.List;

/**
 * A few things, in order as they come: the longest first, of equal ones the earlier. To sort a list by a comparator initialises
 * classes of the JDK, while memory is short.
 */
public final class LongestFirst<T> {
    private final List<T> all = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>();

    /** @param length in whatever unit, the same for all */
    public void add(T next, long length) {
        int at = all.size();
        while (at > 0 && lengths.get(at - 1) < length) {
            at--;
        }
        all.add(at, next);
        lengths.add(at, length);
    }

    /** Grows with what is added. */
    public List<T> all() {
        return all;
    }
}
