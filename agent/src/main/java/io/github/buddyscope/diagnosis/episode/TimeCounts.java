// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.episode;

/**
 * How many failures came when, in a fixed number of equal spans of time. Where they no longer reach, two neighbours are
 * folded into one, so that any number of failures over any time takes the same room, in whatever order they come.
 */
final class TimeCounts {
    private static final int SPANS = 128;
    private static final long FINEST_MICROS = 1_000_000;

    private long[] reports = new long[SPANS];
    private long[] failures = new long[SPANS];
    private long width = FINEST_MICROS;
    private long lowest;
    private long first;
    private long last;
    private boolean any;

    /**
     * @param micros when
     * @param weight failures that the report stands for, itself included
     */
    void add(long micros, long weight) {
        first = any ? Math.min(first, micros) : micros;
        last = any ? Math.max(last, micros) : micros;
        any = true;
        long factor = 1;
        while (Math.floorDiv(last, width * factor) - Math.floorDiv(first, width * factor) >= SPANS) {
            factor *= 2;
        }
        if (factor > 1 || Math.floorDiv(first, width) != lowest) {
            arrange(factor);
        }
        int at = (int) (Math.floorDiv(micros, width) - lowest);
        reports[at]++;
        failures[at] += weight;
    }

    private void arrange(long factor) {
        long[] oldReports = reports;
        long[] oldFailures = failures;
        long from = lowest;
        reports = new long[SPANS];
        failures = new long[SPANS];
        width *= factor;
        lowest = Math.floorDiv(first, width);
        for (int i = 0; i < SPANS; i++) {
            if (oldReports[i] > 0) {
                int to = (int) (Math.floorDiv(from + i, factor) - lowest);
                reports[to] += oldReports[i];
                failures[to] += oldFailures[i];
            }
        }
    }

    boolean isEmpty() {
        return !any;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    /** From the first failure to the last, in microseconds. */
    long spanMicros() {
        return last - first;
    }

    /** Reports of the first half of the span and of the second; of an odd number of spans the middle one is third. */
    long[] reportsByHalf() {
        return byHalf(reports);
    }

    /** The same of failures, each report with its weight. */
    long[] failuresByHalf() {
        return byHalf(failures);
    }

    private long[] byHalf(long[] counts) {
        int used = (int) (Math.floorDiv(last, width) - lowest) + 1;
        long[] halves = new long[3];
        for (int i = 0; i < used; i++) {
            if (i < used / 2) {
                halves[0] += counts[i];
            } else if (i >= used - used / 2) {
                halves[1] += counts[i];
            } else {
                halves[2] += counts[i];
            }
        }
        return halves;
    }
}
