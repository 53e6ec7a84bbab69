// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.model.Spanning;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest things that happened, in the order of their end, whatever order they were told in. Those of a window are found
 * by halving. The oldest goes where the limit is reached. Not thread-safe.
 */
final class TimeLog<T extends Spanning> {
    private final Object[] ring;
    private int first;
    private int size;
    private long longest;

    /** @param most things kept */
    TimeLog(int most) {
        this.ring = new Object[most];
    }

    void add(T item) {
        long ended = item.endNanos();
        if (size == ring.length) {
            if (ended - get(0).endNanos() < 0) {
                return;
            }
            removeOldest();
        }
        longest = Math.max(longest, ended - item.startNanos());
        int at = size++;
        while (at > 0 && get(at - 1).endNanos() - ended > 0) {
            ring[slot(at)] = ring[slot(at - 1)];
            at--;
        }
        ring[slot(at)] = item;
    }

    void removeOldest() {
        ring[first] = null;
        first = (first + 1) % ring.length;
        size--;
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    T get(int index) {
        return (T) ring[slot(index)];
    }

    private int slot(int index) {
        return (first + index) % ring.length;
    }

    /** Index of the first that ended at or after {@code nanos}; the size where none did. */
    int firstEndedFrom(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle).endNanos() - nanos < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Those that went on at some moment from {@code from} to {@code to}, both included, in the order of their end. */
    List<T> within(long from, long to) {
        List<T> found = new ArrayList<>();
        for (int i = firstEndedFrom(from); i < size; i++) {
            T item = get(i);
            if (item.startNanos() - to <= 0) {
                found.add(item);
            } else if (item.endNanos() - longest - to > 0) {
                break;
            }
        }
        return found;
    }

    /** The one that encloses the moment, or else the nearest that isn't farther than {@code window}; null for none. */
    T nearest(long nanos, long window) {
        T nearest = null;
        for (T item : within(nanos - window, nanos + window)) {
            if (nearest == null || Math.abs(offset(item, nanos)) < Math.abs(offset(nearest, nanos))) {
                nearest = item;
            }
        }
        return nearest;
    }

    /** From the moment to the item: negative where it ended before, positive where it began after, 0 within. */
    long offset(T item, long nanos) {
        long ended = item.endNanos() - nanos;
        return ended < 0 ? ended : Math.max(0, item.startNanos() - nanos);
    }
}
