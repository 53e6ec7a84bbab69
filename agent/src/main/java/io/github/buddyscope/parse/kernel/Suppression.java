// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

/**
 * {@code warn_alloc: 9 callbacks suppressed} (lib/ratelimit.c): reports that were swallowed before the next one.
 * {@code warn_alloc_show_mem} counts memory dumps and not reports; {@code __ratelimit} of 2.6.32 counts anything.
 */
final class Suppression {
    static final String LITERAL = " callbacks suppressed";
    private static final String[] LIMITERS = {"warn_alloc: ", "warn_alloc_failed: "};

    private Suppression() {}

    /** The number of reports, 0 where the line says nothing of them. */
    static int count(String text) {
        if (!text.contains(LITERAL)) {
            return 0;
        }
        int at = Scan.blanks(text, 0);
        for (String limiter : LIMITERS) {
            int number = at + limiter.length();
            int end = Scan.digits(text, number);
            if (text.startsWith(limiter, at) && text.startsWith(LITERAL, end)) {
                return Math.max(0, Scan.smallNumber(text, number, end, Integer.MAX_VALUE));
            }
        }
        return 0;
    }
}
