// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts and sums by key, of so many keys; what comes after is counted together. */
public final class Tally<K> {
    private final int most;
    private final Map<K, Row<K>> rows = new HashMap<>();
    private final Row<K> others = new Row<>(null);

    /** Sums of one key. */
    public static final class Row<K> {
        private final K key;
        private long count;
        private long sum;
        private long greatest;

        Row(K key) {
            this.key = key;
        }

        /** Null for all that found no room of their own. */
        public K key() {
            return key;
        }

        public long count() {
            return count;
        }

        public long sum() {
            return sum;
        }

        public long greatest() {
            return greatest;
        }
    }

    Tally(int most) {
        this.most = most;
    }

    void add(K key, long amount) {
        Row<K> row = rows.get(key);
        if (row == null) {
            if (rows.size() < most) {
                row = new Row<>(key);
                rows.put(key, row);
            } else {
                row = others;
            }
        }
        row.count++;
        row.sum += Math.max(0, amount);
        row.greatest = Math.max(row.greatest, amount);
    }

    /** By sum, then by count, the greatest first; what found no room of its own comes last. */
    public List<Row<K>> rows() {
        List<Row<K>> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.<Row<K>>comparingLong(Row::sum)
                .thenComparingLong(Row::count)
                .reversed()
                .thenComparing(row -> String.valueOf(row.key())));
        if (others.count > 0) {
            sorted.add(others);
        }
        return sorted;
    }
}
