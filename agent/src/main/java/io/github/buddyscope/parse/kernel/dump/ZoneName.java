// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.parse.kernel.line.Scan;

/**
 * How a zone's line begins: {@code Node 0 DMA32} or, without {@code CONFIG_NUMA}, {@code DMA32}.
 *
 * @param end where the name ends in the line
 */
public record ZoneName(ZoneId id, int end) {
    private static final int MAX_NODE = 1 << 16;
    private static final int MAX_NAME = 16;

    /** Null where the line doesn't begin so. */
    public static ZoneName parse(String line) {
        int at = Scan.blanks(line, 0);
        int node = 0;
        if (line.startsWith("Node ", at)) {
            int end = Scan.digits(line, at + 5);
            node = Scan.smallNumber(line, at + 5, end, MAX_NODE);
            if (node < 0 || end == line.length() || line.charAt(end) != ' ') {
                return null;
            }
            at = end + 1;
        }
        if (at == line.length() || !Character.isUpperCase(line.charAt(at))) {
            return null;
        }
        int end = at;
        while (end < line.length() && isNameChar(line.charAt(end))) {
            end++;
        }
        return end > at && end - at <= MAX_NAME ? new ZoneName(new ZoneId(node, line.substring(at, end)), end) : null;
    }

    private static boolean isNameChar(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || Scan.isDigit(c);
    }
}
