// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** Marks in bounded memory. When it is full, neighbours in time become one. */
public final class MarkLog<T> {
    private final int capacity;
    private final ToLongFunction<T> micros;
    private final ToLongFunction<T> weight;
    private List<Mark<T>> marks = new ArrayList<>();
    private long count;

    /** @param weight the greater speaks for both */
    MarkLog(int capacity, ToLongFunction<T> micros, ToLongFunction<T> weight) {
        this.capacity = capacity;
        this.micros = micros;
        this.weight = weight;
    }

    void add(T one) {
        if (marks.size() == capacity) {
            halve();
        }
        marks.add(Mark.of(one, micros.applyAsLong(one)));
        count++;
    }

    private void halve() {
        sort();
        List<Mark<T>> half = new ArrayList<>(capacity);
        for (int i = 0; i < marks.size(); i += 2) {
            half.add(i + 1 < marks.size() ? joined(marks.get(i), marks.get(i + 1)) : marks.get(i));
        }
        marks = half;
    }

    private Mark<T> joined(Mark<T> a, Mark<T> b) {
        T main = weight.applyAsLong(b.main()) > weight.applyAsLong(a.main()) ? b.main() : a.main();
        return new Mark<>(
                main,
                a.count() + b.count(),
                Math.min(a.fromMicros(), b.fromMicros()),
                Math.max(a.toMicros(), b.toMicros()));
    }

    private void sort() {
        marks.sort(Comparator.comparingLong(Mark::fromMicros));
    }

    /** In the order of time. */
    public List<Mark<T>> marks() {
        sort();
        return List.copyOf(marks);
    }

    /** How many there were. */
    public long count() {
        return count;
    }

    /** Whether some stand for several. */
    public boolean joined() {
        return count > marks.size();
    }
}
