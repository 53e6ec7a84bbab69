// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jmx;

import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.publish.Wording;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Failures counted. A line "message repeated N times" stands for N more. Bounded, whatever the log says. */
final class FailureCounts {
    /** What failed, of which order ({@code -1} where not known), and why. */
    record Key(FailureKind kind, int order, Cause cause) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            int byOrder = byKind != 0 ? byKind : Integer.compare(order, other.order);
            return byOrder != 0 ? byOrder : cause.compareTo(other.cause);
        }
    }

    private static final int MAX_ORDER = 63;
    private static final int MINUTES = 60;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final Map<String, Long> byKind = new TreeMap<>();
    private final Map<String, Long> byCause = new TreeMap<>();
    private final Map<Integer, Long> byOrder = new TreeMap<>();
    private final Map<Key, Long> liveByKey = new TreeMap<>();
    private final long[] minuteOf = new long[MINUTES];
    private final long[] inMinute = new long[MINUTES];
    private long total;
    private long live;
    private long suppressed;

    FailureCounts() {
        Arrays.fill(minuteOf, Long.MIN_VALUE);
    }

    synchronized void add(KernelFailure failure) {
        long times = Math.max(1, failure.report().occurrences());
        total += times;
        live += failure.live() ? times : 0;
        suppressed += Math.max(0, failure.report().suppressed());
        add(byKind, failure.report().kind().name(), times);
        add(byCause, failure.diagnosis().cause().name(), times);
        int given = Wording.order(failure);
        int order = given < 0 || given > MAX_ORDER ? -1 : given;
        add(byOrder, order, times);
        if (failure.live()) {
            add(
                    liveByKey,
                    new Key(failure.report().kind(), order, failure.diagnosis().cause()),
                    times);
        }
        long minute = Math.floorDiv(failure.nanos(), MINUTE_NANOS);
        int slot = (int) Math.floorMod(minute, (long) MINUTES);
        if (minuteOf[slot] < minute) {
            minuteOf[slot] = minute;
            inMinute[slot] = 0;
        }
        inMinute[slot] += minuteOf[slot] == minute ? times : 0;
    }

    private static <K> void add(Map<K, Long> counts, K key, long times) {
        counts.put(key, counts.getOrDefault(key, 0L) + times);
    }

    synchronized long total() {
        return total;
    }

    synchronized long live() {
        return live;
    }

    synchronized long suppressed() {
        return suppressed;
    }

    synchronized Map<String, Long> byKind() {
        return new TreeMap<>(byKind);
    }

    synchronized Map<String, Long> byCause() {
        return new TreeMap<>(byCause);
    }

    /** -1 for a report without an order, or with one that can't be. */
    synchronized Map<Integer, Long> byOrder() {
        return new TreeMap<>(byOrder);
    }

    /** Without those that the log already held at the agent's start. */
    synchronized Map<Key, Long> liveByKey() {
        return new LinkedHashMap<>(liveByKey);
    }

    /** Failures of the 60 minutes up to {@code nanos} ({@link System#nanoTime()} scale), to the minute. */
    synchronized long inLastHour(long nanos) {
        long minute = Math.floorDiv(nanos, MINUTE_NANOS);
        long sum = 0;
        for (int slot = 0; slot < MINUTES; slot++) {
            if (minuteOf[slot] > minute - MINUTES && minuteOf[slot] <= minute) {
                sum += inMinute[slot];
            }
        }
        return sum;
    }
}
