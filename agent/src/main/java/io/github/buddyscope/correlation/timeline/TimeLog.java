// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The latest things that happened, in the order of their end, whatever order they were told in. Those of a window are found
 * by halving. The oldest goes where the limit is reached. Not thread-safe.
 */
final class TimeLog<T> {
    private final Object[] ring;
    private final ToLongFunction<T> begin;
    private final ToLongFunction<T> end;
    private int first;
    private int size;
    private long longest;

    /**
     * @param most things kept
     * @param begin when one began, {@link System#nanoTime()} scale
     * @param end when it ended, same scale
     */
    TimeLog(int most, ToLongFunction<T> begin, ToLongFunction<T> end) {
        this.ring = new Object[most];
        this.begin = begin;
        this.end = end;
    }

    void add(T item) {
        long ended = end.applyAsLong(item);
        if (size == ring.length) {
            if (ended - end.applyAsLong(get(0)) < 0) {
                return;
            }
            removeOldest();
        }
        longest = Math.max(longest, ended - begin.applyAsLong(item));
        int at = size++;
        while (at > 0 && end.applyAsLong(get(at - 1)) - ended > 0) {
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
            if (end.applyAsLong(get(middle)) - nanos < 0) {
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
            if (begin.applyAsLong(item) - to <= 0) {
                found.add(item);
            } else if (end.applyAsLong(item) - longest - to > 0) {
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
        long ended = end.applyAsLong(item) - nanos;
        return ended < 0 ? ended : Math.max(0, begin.applyAsLong(item) - nanos);
    }
}
