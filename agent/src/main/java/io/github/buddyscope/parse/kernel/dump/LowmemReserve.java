// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.parse.kernel.line.Scan;
import java.util.ArrayList;
import java.util.List;

/** {@code lowmem_reserve[]: 0 3019 24090 24090 24090}: pages kept from a request, by the highest zone it may use. */
public final class LowmemReserve {
    /** What such a line begins with. */
    public static final String LITERAL = "lowmem_reserve[]:";

    private static final int MAX_ZONES = 16;

    private LowmemReserve() {}

    /** Null where the line is none, empty or garbled. */
    public static List<Long> parse(String line) {
        int at = Scan.blanks(line, 0);
        if (!line.startsWith(LITERAL, at)) {
            return null;
        }
        List<Long> pages = new ArrayList<>();
        for (int i = Scan.blanks(line, at + LITERAL.length()); i < line.length(); ) {
            int end = Scan.word(line, i);
            long value = Scan.number(line, i, end);
            if (value < 0 || pages.size() == MAX_ZONES) {
                return null;
            }
            pages.add(value);
            i = Scan.blanks(line, end);
        }
        return pages.isEmpty() ? null : List.copyOf(pages);
    }
}
