// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.prefix;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.time.DateTimeException;
import java.time.LocalDateTime;

/**
 * The time of day that a log daemon or dmesg wrote before a line.
 *
 * @param end where it ends in the line
 * @param time null where it can't be read, e.g. a month in another language
 */
record Stamp(int end, LocalDateTime time) {
    /** Of a weekday's or a month's short name, in any language. */
    private static final int MAX_NAME = 12;

    /** {@code Apr 14 07:32:42}, {@code Apr  4 07:32:42.123456}; null where the line doesn't have it at {@code at}. */
    static Stamp syslog(String line, int at) {
        int month = at;
        while (month < line.length() && Character.isLetter(line.charAt(month))) {
            month++;
        }
        return month - at < 2 || month - at > 5 ? null : dayAndClock(line, at, month);
    }

    private static Stamp dayAndClock(String line, int at, int month) {
        int dayAt = Scan.blanks(line, month);
        int day = Scan.digits(line, dayAt);
        int clockAt = day + 1;
        int clock = clockEnd(line, clockAt);
        if (dayAt == month || day - dayAt < 1 || day - dayAt > 2 || clock < 0 || line.charAt(day) != ' ') {
            return null;
        }
        return new Stamp(
                clock,
                time(
                        0,
                        MonthName.number(line, at, month),
                        Scan.smallNumber(line, dayAt, day, 31),
                        line,
                        clockAt,
                        clock));
    }

    /** {@code 2024-09-15T17:54:27.194101-07:00}, also with a blank or a comma, without a zone or with {@code Z}. */
    static Stamp iso(String line, int at) {
        if (line.length() < at + 19 || line.charAt(at + 4) != '-' || line.charAt(at + 7) != '-') {
            return null;
        }
        char between = line.charAt(at + 10);
        int clock = clockEnd(line, at + 11);
        if (between != 'T' && between != ' ' || clock < 0) {
            return null;
        }
        LocalDateTime time = time(
                Scan.smallNumber(line, at, at + 4, 9999),
                Scan.smallNumber(line, at + 5, at + 7, 12),
                Scan.smallNumber(line, at + 8, at + 10, 31),
                line,
                at + 11,
                clock);
        return time == null ? null : new Stamp(zoneEnd(line, clock), time);
    }

    /** {@code Wed Mar 13 11:16:48 2024} as {@code dmesg -T} has it, in any language; null for anything else. */
    static Stamp ctime(String line, int at) {
        int weekday = Scan.word(line, at);
        int monthAt = Scan.blanks(line, weekday);
        int month = Scan.word(line, monthAt);
        boolean named = weekday > at && weekday - at <= MAX_NAME && month > monthAt && month - monthAt <= MAX_NAME;
        Stamp rest = named ? dayAndClock(line, monthAt, month) : null;
        if (rest == null) {
            return null;
        }
        int yearAt = Scan.blanks(line, rest.end());
        int year = Scan.digits(line, yearAt);
        if (year - yearAt != 4) {
            return null;
        }
        return new Stamp(
                year, rest.time() == null ? null : inYear(rest.time(), Scan.smallNumber(line, yearAt, year, 9999)));
    }

    /** {@code 03-19 10:05:52.172} as Android has it; null for anything else. */
    static Stamp monthAndDay(String line, int at) {
        int month = Scan.digits(line, at);
        int day = line.startsWith("-", month) ? Scan.digits(line, month + 1) : month;
        int clock = line.startsWith(" ", day) ? clockEnd(line, day + 1) : -1;
        if (month - at != 2 || day - month != 3 || clock < 0) {
            return null;
        }
        int number = Scan.smallNumber(line, at, month, 12);
        return new Stamp(clock, time(0, number, Scan.smallNumber(line, month + 1, day, 31), line, day + 1, clock));
    }

    /** {@code 1744615962.123456} as {@code journalctl -o short-unix} has it, read as UTC; null for anything else. */
    static Stamp unix(String line, int at) {
        int dot = Scan.digits(line, at);
        int end = line.startsWith(".", dot) ? Scan.digits(line, dot + 1) : dot;
        long seconds = Scan.number(line, at, dot);
        boolean plausible = dot - at >= 9 && dot - at <= 10 && end - dot == 7;
        return plausible
                ? new Stamp(end, JournalRecord.utc(seconds * 1_000_000 + Scan.number(line, dot + 1, end)))
                : null;
    }

    /** Year 0 of a stamp without one is a leap year. */
    private static LocalDateTime inYear(LocalDateTime time, int year) {
        LocalDateTime dated = time.withYear(year);
        return dated.getDayOfMonth() == time.getDayOfMonth() ? dated : null;
    }

    /** The end of {@code HH:MM:SS} with an optional fraction, or -1. */
    private static int clockEnd(String line, int at) {
        if (line.length() < at + 8 || line.charAt(at + 2) != ':' || line.charAt(at + 5) != ':') {
            return -1;
        }
        int end = Scan.digits(line, at + 6);
        if (Scan.digits(line, at) != at + 2 || Scan.digits(line, at + 3) != at + 5 || end != at + 8) {
            return -1;
        }
        boolean fraction = end + 1 < line.length() && (line.charAt(end) == '.' || line.charAt(end) == ',');
        int digits = fraction ? Scan.digits(line, end + 1) : end;
        return fraction && digits > end + 1 ? digits : end;
    }

    private static int zoneEnd(String line, int at) {
        if (at < line.length() && line.charAt(at) == 'Z') {
            return at + 1;
        }
        if (at < line.length() && (line.charAt(at) == '+' || line.charAt(at) == '-')) {
            int end = Scan.digits(line, at + 1);
            return end < line.length() && line.charAt(end) == ':' ? Scan.digits(line, end + 1) : end;
        }
        return at;
    }

    private static LocalDateTime time(int year, int month, int day, String line, int clock, int clockEnd) {
        if (year < 0 || month < 1 || day < 1) {
            return null;
        }
        int nanos = 0;
        int scale = 100_000_000;
        for (int i = clock + 9; i < clockEnd && scale > 0; i++, scale /= 10) {
            nanos += (line.charAt(i) - '0') * scale;
        }
        try {
            return LocalDateTime.of(
                    year,
                    month,
                    day,
                    Scan.smallNumber(line, clock, clock + 2, 99),
                    Scan.smallNumber(line, clock + 3, clock + 5, 99),
                    Scan.smallNumber(line, clock + 6, clock + 8, 99),
                    nanos);
        } catch (DateTimeException e) { // the 31st of February
            return null;
        }
    }
}
