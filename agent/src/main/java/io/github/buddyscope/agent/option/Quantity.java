// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.agent.option;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Numbers with a unit, as people type them into options. */
public final class Quantity {
    private Quantity() {}

    /** {@code 100ms}, {@code 1s}, {@code 5m}, {@code 1h}; null for anything else. */
    public static Duration duration(String text) {
        long millis = millis(text);
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    /** The same in milliseconds; -1 for anything else. */
    static long millis(String text) {
        int digits = digits(text);
        long number = number(text, digits);
        if (number < 0) {
            return -1;
        }
        return switch (text.substring(digits)) {
            case "ms" -> number;
            case "s" -> TimeUnit.SECONDS.toMillis(number);
            case "m" -> TimeUnit.MINUTES.toMillis(number);
            case "h" -> TimeUnit.HOURS.toMillis(number);
            default -> -1;
        };
    }

    /** {@code 4096}, {@code 64KiB}, {@code 1MiB}, {@code 1GiB}, also {@code 64k} as the JVM's own flags; -1 otherwise. */
    static long bytes(String text) {
        int digits = digits(text);
        long number = number(text, digits);
        if (number < 0) {
            return -1;
        }
        int shift = switch (text.substring(digits)) {
            case "", "B" -> 0;
            case "KiB", "k", "K" -> 10;
            case "MiB", "m", "M" -> 20;
            case "GiB", "g", "G" -> 30;
            default -> -1;
        };
        return shift < 0 ? -1 : number << shift;
    }

    private static int digits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** -1 where there are no digits, or more than a sane quantity has. */
    private static long number(String text, int digits) {
        return digits == 0 || digits > 9 ? -1 : Long.parseLong(text.substring(0, digits));
    }
}
