// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.bench;

import java.util.Arrays;
import java.util.Locale;

/** What a benchmark says of the many times that it took. */
public final class Figures {
    private static final int FIRST = 100;

    private Figures() {}

    /** The one in the middle, of an even number the upper. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Prints a row of a table: median, 99th percentile and the longest of some times. */
    public static void row(String what, double... millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f |%n",
                what,
                median(sorted),
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1]);
    }

    /** The rows of times of which so many come before the JVM has compiled what they run: of all the others, and of the first. */
    public static void rows(String what, int before, double... millis) {
        row(what, Arrays.copyOfRange(millis, before, millis.length));
        if (before >= FIRST) {
            row(what + ", the first " + FIRST + " of all", Arrays.copyOf(millis, FIRST));
        }
    }
}
