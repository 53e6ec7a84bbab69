// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.report;

import io.github.buddyscope.publish.text.ShortSizes;
import io.github.buddyscope.text.Durations;
import io.github.buddyscope.text.Sizes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as the report writes them. Times are UTC. */
final class Figures {
    static final String UNKNOWN = "–";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** {@code 2026-11-23 03:55:25}. */
    static String moment(long micros) {
        return MOMENT.format(instant(micros));
    }

    /** {@code 03:55:25.805}. */
    static String clock(long micros) {
        return CLOCK.format(instant(micros));
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
    }

    /** Nanoseconds in words. */
    static String length(long nanos) {
        long micros = nanos / 1000;
        boolean fine = Math.abs(micros) >= 1000 && Math.abs(micros) < 10_000;
        return fine
                ? String.format(Locale.ROOT, "%.1f ms", micros / 1000.0)
                : Durations.of(micros).replace("microseconds", "µs");
    }

    /** {@code ± 45 ms}. */
    static String error(long nanos) {
        return "± " + length(nanos);
    }

    static String bytes(long bytes) {
        return bytes < 0 ? UNKNOWN : Sizes.bytes(bytes);
    }

    /** {@code order 5 (128 KiB)}; what isn't known is left out. */
    static String request(int order, long bytes) {
        if (order < 0) {
            return bytes < 0 ? UNKNOWN : Sizes.bytes(bytes);
        }
        return "order " + order + (bytes < 0 ? "" : " (" + Sizes.exact(Math.max(1, bytes / 1024)) + ")");
    }

    /** {@code 32 KiB}. */
    static String block(long pageSize, int order) {
        return Sizes.block(order, Math.max(1, pageSize / 1024));
    }

    /** {@code 512K}. */
    static String shortBlock(long pageSize, int order) {
        return ShortSizes.block(Long.highestOneBit(pageSize), order);
    }

    /** A share, 0 to 1, in per cent: what isn't none never looks like none. */
    static String percent(double share) {
        if (Double.isNaN(share)) {
            return UNKNOWN;
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.1) {
            return "< 0.1 %";
        }
        if (percent < 100 && percent > 99.9) {
            return "> 99.9 %";
        }
        return percent == 0 || percent == 100 || percent >= 10
                ? String.format(Locale.ROOT, "%.0f %%", percent)
                : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    /** {@code 1,234}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String decimal(double number) {
        if (Double.isNaN(number)) {
            return UNKNOWN;
        }
        return number != 0 && Math.abs(number) < 0.001
                ? "< 0.001"
                : String.format(Locale.ROOT, Math.abs(number) < 1 ? "%.3f" : "%.2f", number);
    }
}
