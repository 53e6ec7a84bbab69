// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers with a fixed number of decimals, in the words that {@code %.1f} has without a locale. Not by
 * {@link java.util.Formatter}, whose first use initialises some sixty classes of the JDK: where that runs out of memory
 * they are lost to the whole JVM (JLS 12.4.2), and failures come where memory is short.
 */
public final class Decimals {
    private static final long[] POWERS = {1, 10, 100, 1_000};

    /** With one digit more there are 15, and no other decimal as short as that stands for the same double. */
    private static final double MOST = 1e14;

    private Decimals() {}

    /**
     * Rounded half up as it is written in decimals: {@code 0.4}, {@code -12.0}, {@code NaN}.
     *
     * @param digits after the point, 0 to 3; with 0 there's no point
     */
    public static String fixed(double value, int digits) {
        long power = POWERS[digits];
        double size = Math.abs(value);
        if (!(size * power < MOST)) {
            return far(value, digits);
        }
        long units = (long) (size * power);
        // the product may have been rounded up to the next whole number, or stay below half of one
        if (units / (double) power > size) {
            units--;
        }
        if (size >= (2 * units + 1) / (2.0 * power)) { // the double that stands for the middle
            units++;
        }
        StringBuilder text = new StringBuilder();
        if (value < 0 || value == 0 && 1 / value < 0) {
            text.append('-');
        }
        text.append(units / power);
        if (digits > 0) {
            text.append('.');
            for (long place = power / 10; place > 0; place /= 10) {
                text.append((char) ('0' + units / place % 10));
            }
        }
        return text.toString();
    }

    /** Of what no sentence has: more than a double tells exactly, infinite, or no number. */
    private static String far(double value, int digits) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? Double.toString(value)
                : new BigDecimal(Double.toString(value))
                        .setScale(digits, RoundingMode.HALF_UP)
                        .toPlainString();
    }
}
