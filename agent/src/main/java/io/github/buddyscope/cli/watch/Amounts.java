// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import java.util.Locale;

/** Numbers in few columns, as wide now as a moment later. */
final class Amounts {
    private Amounts() {}

    /** A count that fits into {@code columns} if any form of it does: {@code 99999}, {@code 185k}, {@code 12m}. */
    static String count(long count, int columns) {
        String exact = Long.toString(count);
        if (exact.length() <= columns || count < 1_000) {
            return exact;
        }
        String thousands = count / 1_000 + "k";
        return thousands.length() <= columns || count < 1_000_000 ? thousands : count / 1_000_000 + "m";
    }

    /** A share of 0 to 1 in percent, {@code ?} where not known. */
    static String percent(double share) {
        return Double.isNaN(share) ? "?" : String.format(Locale.ROOT, "%.1f%%", share * 100);
    }

    /** So many a second, {@code ?} for a negative count. */
    static String rate(long count, long nanos) {
        if (count < 0 || nanos <= 0) {
            return "?";
        }
        double rate = count * 1e9 / nanos;
        return rate > 0 && rate < 10 ? String.format(Locale.ROOT, "%.1f", rate) : count(Math.round(rate), 5);
    }
}
