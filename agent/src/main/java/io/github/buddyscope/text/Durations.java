// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

/** Lengths of time in words, as exact as they need be and no more. */
public final class Durations {
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {}

    /** {@code 12 ms}, {@code 4.2 s}, {@code 48 s}, {@code 12 min 5 s}, {@code 7 h 20 min}, {@code 6 days 3 h}. */
    public static String of(long micros) {
        long length = Math.abs(micros);
        if (length < SECOND) {
            return length < 1_000 ? length + " microseconds" : length / 1_000 + " ms";
        }
        if (length < 10 * SECOND) {
            long tenths = length / 100_000;
            return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " s";
        }
        if (length < MINUTE) {
            return length / SECOND + " s";
        }
        if (length < HOUR) {
            return pair(length / MINUTE, " min", length % MINUTE / SECOND, " s");
        }
        if (length < DAY) {
            return pair(length / HOUR, " h", length % HOUR / MINUTE, " min");
        }
        long days = length / DAY;
        return pair(days, days == 1 ? " day" : " days", days < 10 ? length % DAY / HOUR : 0, " h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
