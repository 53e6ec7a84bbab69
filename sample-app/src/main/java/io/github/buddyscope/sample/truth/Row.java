// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.sample.truth;

import java.util.Locale;

/**
 * One thing that was told beside what was counted.
 *
 * @param where to look for it; empty where there's no such place
 */
record Row(String what, String told, String counted, boolean agrees, String where) {
    /**
     * Times in nanoseconds.
     *
     * @param missed by how much more less may be told than was counted, without a fault
     */
    static Row times(String what, long told, long counted, long tolerance, long missed, String where) {
        boolean agrees = told <= counted + tolerance && told >= counted - tolerance - missed;
        return new Row(what, millis(told), millis(counted), agrees, within(tolerance) + where);
    }

    private static String within(long tolerance) {
        return String.format(Locale.ROOT, "to within %.1f ms", tolerance / 1e6);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    }

    static String heading() {
        return String.format(Locale.ROOT, "%-38s %-14s %-14s", "", "Buddyscope", "counted");
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT, "  %-36s %-14s %-14s %s", what, told, counted, agrees ? "agree" : "DO NOT AGREE")
                + (where.isEmpty() ? "" : ", " + where);
    }
}
