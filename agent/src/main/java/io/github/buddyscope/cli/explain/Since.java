// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.explain;

import io.github.buddyscope.cli.terminal.WrongUsage;
import io.github.buddyscope.text.SafeText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time of {@code --since}, in the forms that journalctl takes (systemd.time): a date with or without a time, a time of
 * today, {@code today}, {@code yesterday}, {@code now}, {@code @SECONDS}, and what is so long ago: {@code 2h}, {@code -2h},
 * {@code "3 days ago"}, {@code 1h30min}.
 */
final class Since {
    private static final String[][] UNITS = {
        {"1", "s", "sec", "secs", "second", "seconds"},
        {"60", "m", "min", "mins", "minute", "minutes"},
        {"3600", "h", "hr", "hour", "hours"},
        {"86400", "d", "day", "days"},
        {"604800", "w", "week", "weeks"},
    };
    private static final int MOST_DIGITS = 9;

    private Since() {}

    /** @throws WrongUsage where it is none of these */
    static LocalDateTime parse(String typed, LocalDateTime now, ZoneId zone) throws WrongUsage {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        LocalDateTime time = named(text, now.toLocalDate(), now);
        if (time == null && text.startsWith("@") && allDigits(text, 1)) {
            time = LocalDateTime.ofInstant(Instant.ofEpochSecond(Long.parseLong(text.substring(1))), zone);
        }
        if (time == null) {
            time = ago(text, now);
        }
        if (time == null) {
            time = absolute(text, now.toLocalDate());
        }
        if (time == null) {
            throw new WrongUsage(
                    "--since takes a time like 2025-04-14, '2025-04-14 07:32', 07:32, yesterday, 2h or '7 days"
                            + " ago', not '" + SafeText.line(typed) + "'");
        }
        return time;
    }

    private static LocalDateTime named(String text, LocalDate today, LocalDateTime now) {
        return switch (text) {
            case "now" -> now;
            case "today" -> today.atStartOfDay();
            case "yesterday" -> today.minusDays(1).atStartOfDay();
            default -> null;
        };
    }

    private static boolean allDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() - from <= MOST_DIGITS + 3;
    }

    /** Numbers with their units, one after the other; null for anything else. */
    private static LocalDateTime ago(String text, LocalDateTime now) {
        String spans = text.startsWith("-") ? text.substring(1) : text;
        spans = (spans.endsWith("ago") ? spans.substring(0, spans.length() - 3) : spans).strip();
        long seconds = 0;
        int at = 0;
        while (at < spans.length()) {
            int unit = at;
            while (unit < spans.length() && Character.digit(spans.charAt(unit), 10) >= 0) {
                unit++;
            }
            int name = unit;
            while (name < spans.length() && spans.charAt(name) == ' ') {
                name++;
            }
            int end = name;
            while (end < spans.length() && Character.isLetter(spans.charAt(end))) {
                end++;
            }
            long one = secondsOf(spans.substring(name, end));
            if (unit == at || unit - at > MOST_DIGITS || one == 0) {
                return null;
            }
            seconds += one * Integer.parseInt(spans, at, unit, 10);
            at = end;
            while (at < spans.length() && spans.charAt(at) == ' ') {
                at++;
            }
        }
        return seconds == 0 ? null : now.minus(Duration.ofSeconds(seconds));
    }

    private static long secondsOf(String unit) {
        for (String[] row : UNITS) {
            for (int i = 1; i < row.length; i++) {
                if (row[i].equals(unit)) {
                    return Long.parseLong(row[0]);
                }
            }
        }
        return 0;
    }

    private static LocalDateTime absolute(String text, LocalDate today) {
        try {
            if (text.length() >= 5 && text.charAt(2) == ':') {
                return today.atTime(LocalTime.parse(text));
            }
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay();
            }
            return LocalDateTime.parse(
                    text.replace(' ', 't').toUpperCase(Locale.ROOT), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
