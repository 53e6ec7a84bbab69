// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.Arrays;

/**
 * Numbers over time in bounded memory. When it is full, neighbours are made one, of which the least and the greatest of each
 * column are kept, so that no moment at which something was exhausted is lost.
 */
public final class Series {
    private final int columns;
    private final int capacity;
    private long[] times = new long[64];
    private long[][] least;
    private long[][] most;
    private int size;
    /** Samples that a point stands for. */
    private int stride = 1;
    /** Samples in the last point. */
    private int filled;

    /** @param capacity most points that are kept, an even number */
    public Series(int columns, int capacity) {
        this.columns = columns;
        this.capacity = capacity;
        least = new long[columns][64];
        most = new long[columns][64];
        filled = 1;
    }

    /** @param values a number for each column; a negative one is not known */
    public void add(long micros, long... values) {
        if (size > 0 && filled < stride) {
            join(size - 1, values);
            filled++;
            return;
        }
        if (size == capacity) {
            halve();
        }
        if (size == times.length) {
            grow();
        }
        times[size] = micros;
        for (int column = 0; column < columns; column++) {
            least[column][size] = values[column];
            most[column][size] = values[column];
        }
        size++;
        filled = 1;
    }

    private void join(int at, long[] values) {
        for (int column = 0; column < columns; column++) {
            join(column, at, values[column], values[column]);
        }
    }

    private void join(int column, int at, long low, long high) {
        long before = least[column][at];
        if (before < 0 || low >= 0 && low < before) {
            least[column][at] = low;
        }
        most[column][at] = Math.max(most[column][at], high);
    }

    private void grow() {
        int length = Math.min(capacity, size * 2);
        times = Arrays.copyOf(times, length);
        for (int column = 0; column < columns; column++) {
            least[column] = Arrays.copyOf(least[column], length);
            most[column] = Arrays.copyOf(most[column], length);
        }
    }

    private void halve() {
        sort();
        int half = (size + 1) / 2;
        for (int to = 0; to < half; to++) {
            int from = 2 * to;
            times[to] = times[from];
            for (int column = 0; column < columns; column++) {
                least[column][to] = least[column][from];
                most[column][to] = most[column][from];
                if (from + 1 < size) {
                    join(column, to, least[column][from + 1], most[column][from + 1]);
                }
            }
        }
        size = half;
        stride *= 2;
        filled = stride;
    }

    /** Events of a recording come by thread and chunk, not by time. */
    private void sort() {
        boolean sorted = true;
        for (int i = 1; i < size && sorted; i++) {
            sorted = times[i - 1] <= times[i];
        }
        if (sorted) {
            return;
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        long[] unsorted = times;
        Arrays.sort(order, (a, b) -> Long.compare(unsorted[a], unsorted[b]));
        times = permuted(times, order);
        for (int column = 0; column < columns; column++) {
            least[column] = permuted(least[column], order);
            most[column] = permuted(most[column], order);
        }
    }

    private static long[] permuted(long[] values, Integer[] order) {
        long[] result = new long[values.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = values[order[i]];
        }
        return result;
    }

    /** Makes it at most {@code points} long, and puts it in the order of time. */
    public Series fit(int points) {
        while (size > points && size > 1) {
            halve();
        }
        sort();
        return this;
    }

    public int size() {
        return size;
    }

    /** Samples that one point stands for; 1 where none was joined with another. */
    public int samplesPerPoint() {
        return stride;
    }

    public long time(int at) {
        return times[at];
    }

    public long least(int column, int at) {
        return least[column][at];
    }

    public long most(int column, int at) {
        return most[column][at];
    }
}
