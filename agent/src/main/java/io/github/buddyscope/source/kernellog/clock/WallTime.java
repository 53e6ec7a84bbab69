// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/**
 * A local time off a log, as a point in time.
 *
 * @param error the true time is at most this far from it: a second, or the hour where the clocks were put back
 */
record WallTime(Instant time, Duration error) {
    private static final Duration PRINTED = Duration.ofSeconds(1);
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Duration FAR = Duration.ofDays(36_500); // nanoTime counts 292 years
    private static final int LEAP_GAP = 8; // from 1896 to 1904, and from 2096 to 2104

    /**
     * @param local with the year 0 where the log leaves it out: then the latest one that isn't after tomorrow
     * @return null for a time so far off that it is none
     */
    static WallTime of(LocalDateTime local, ZoneId zone, Instant now) {
        LocalDateTime full = local.getYear() == 0 ? inLatestYear(local, zone, now) : local;
        if (full == null) {
            return null;
        }
        ZoneOffsetTransition change = zone.getRules().getTransition(full);
        ZoneOffset offset = zone.getRules().getOffset(full);
        Duration error =
                change == null ? PRINTED : PRINTED.plus(change.getDuration().abs());
        Instant time = full.toInstant(offset);
        return Duration.between(now, time).abs().compareTo(FAR) > 0 ? null : new WallTime(time, error);
    }

    private static LocalDateTime inLatestYear(LocalDateTime local, ZoneId zone, Instant now) {
        LocalDateTime latest = LocalDateTime.ofInstant(now.plus(AHEAD), zone);
        for (int year = latest.getYear(); year >= latest.getYear() - LEAP_GAP; year--) {
            LocalDateTime full = local.withYear(year);
            if (full.getDayOfMonth() == local.getDayOfMonth() && !full.isAfter(latest)) {
                return full;
            }
        }
        return null;
    }

    TimeSpan span(Moment now) {
        long nanos = now.nanos() + Duration.between(now.time(), time).toNanos();
        return new TimeSpan(nanos - error.toNanos(), nanos, nanos + error.toNanos());
    }
}
