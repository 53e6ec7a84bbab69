// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.kernellog.clock;

import io.github.buddyscope.model.Micros;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
    private static final long PRINTED_SECONDS = 1;
    private static final long AHEAD_SECONDS = 86_400;
    private static final long FAR_SECONDS = 36_500 * 86_400L; // nanoTime counts 292 years
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
        long back = change == null ? 0 : Math.abs(change.getDuration().getSeconds());
        long micros = Micros.of(full);
        long seconds = Math.floorDiv(micros, 1_000_000) - offset.getTotalSeconds();
        return Math.abs(seconds - now.getEpochSecond()) > FAR_SECONDS
                ? null
                : new WallTime(
                        Instant.ofEpochSecond(seconds, full.getNano()), Duration.ofSeconds(PRINTED_SECONDS + back));
    }

    private static LocalDateTime inLatestYear(LocalDateTime local, ZoneId zone, Instant now) {
        LocalDateTime latest = LocalDateTime.ofInstant(now.plusSeconds(AHEAD_SECONDS), zone);
        for (int year = latest.getYear(); year >= latest.getYear() - LEAP_GAP; year--) {
            boolean there = Micros.isLeap(year) || local.getMonthValue() != 2 || local.getDayOfMonth() != 29;
            LocalDateTime full =
                    there ? local.with(LocalDate.of(year, local.getMonthValue(), local.getDayOfMonth())) : null;
            if (full != null && !full.isAfter(latest)) {
                return full;
            }
        }
        return null;
    }

    TimeSpan span(Moment now) {
        long ahead = (time.getEpochSecond() - now.time().getEpochSecond()) * 1_000_000_000L
                + time.getNano()
                - now.time().getNano();
        long nanos = now.nanos() + ahead;
        return new TimeSpan(nanos - error.toNanos(), nanos, nanos + error.toNanos());
    }
}
