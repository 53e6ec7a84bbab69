// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.text;

import io.github.buddyscope.model.KernelLine;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** When a line was written, with what the log gave and no more: syslog leaves the year out, dmesg all of the date. */
public final class Times {
    private static final DateTimeFormatter WITHOUT_YEAR = DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter WITH_YEAR = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter ISO_WITHOUT_YEAR =
            DateTimeFormatter.ofPattern("'--'MM-dd'T'HH:mm:ss", Locale.ROOT);

    private Times() {}

    /** For people: {@code Apr 14 07:32:42}, {@code 2025-04-14 07:32:42} or {@code [3158.263918]}; "" where there's none. */
    public static String words(KernelLine line) {
        LocalDateTime time = line.time();
        if (time != null) {
            return time.format(time.getYear() == 0 ? WITHOUT_YEAR : WITH_YEAR);
        }
        return line.kernelMicros() == null ? "" : "[" + seconds(line.kernelMicros()) + "]";
    }

    /** As {@link #words}, without the date where it is that of the other line. */
    public static String words(KernelLine line, KernelLine other) {
        boolean sameDay = line.time() != null
                && other.time() != null
                && line.time().toLocalDate().equals(other.time().toLocalDate());
        return sameDay ? line.time().format(CLOCK) : words(line);
    }

    /** ISO 8601, with {@code --} for a year that the log doesn't give; null where there's no wall-clock time. */
    static String iso(KernelLine line) {
        LocalDateTime time = line.time();
        return time == null ? null : time.format(time.getYear() == 0 ? ISO_WITHOUT_YEAR : ISO);
    }

    /** Seconds as the kernel prints them: {@code 3158.263918}. */
    static String seconds(long micros) {
        return micros / 1_000_000 + "." + String.format(Locale.ROOT, "%06d", Math.abs(micros % 1_000_000));
    }
}
