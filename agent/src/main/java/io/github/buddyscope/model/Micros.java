// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import java.time.LocalDateTime;

/**
 * Local times as numbers. {@link LocalDateTime#toEpochSecond} asks {@code IsoChronology} for leap years, which since 21 takes
 * {@code java.time.Year} and with it a formatter and regular expressions: nothing to initialise while memory is short.
 */
public final class Micros {
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    private static final int DAYS_TO_1970 = 719_528;

    private Micros() {}

    /** Microseconds from 1970 to then, both in the same zone without summer time; for the years 0 to 9999 and those near. */
    public static long of(LocalDateTime time) {
        int year = time.getYear();
        long last = year - 1L; // whose leap day has been, and that of those before it
        long leapDays = Math.floorDiv(last, 4) - Math.floorDiv(last, 100) + Math.floorDiv(last, 400) + 1;
        int month = time.getMonthValue();
        long days = 365L * year
                + leapDays
                + DAYS_BEFORE_MONTH[month - 1]
                + (month > 2 && isLeap(year) ? 1 : 0)
                + time.getDayOfMonth()
                - 1
                - DAYS_TO_1970;
        long seconds = days * 86_400 + time.getHour() * 3_600 + time.getMinute() * 60 + time.getSecond();
        return seconds * 1_000_000 + time.getNano() / 1_000;
    }

    /** Whether it has a 29th of February. */
    public static boolean isLeap(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }
}
