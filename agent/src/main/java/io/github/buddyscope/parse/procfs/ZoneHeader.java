// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import io.github.buddyscope.model.ZoneId;

/** {@code Node 0, zone   Normal}, which begins a row of buddyinfo and a block of zoneinfo. */
final class ZoneHeader {
    /** Far above {@code MAX_NUMNODES} (1024). */
    private static final int MAX_NODE = 0xffff;

    private static final int MAX_NAME = 16;

    private static final String[] ZONES = {"DMA", "DMA32", "Normal", "HighMem", "Movable", "Device"};

    private ZoneHeader() {}

    /** Reads the header and the blanks behind it; null where the line has none. */
    static ZoneId read(TextScanner line) {
        return line.accept("Node") ? afterNode(line) : null;
    }

    /** The same where {@code Node} is passed already. */
    static ZoneId afterNode(TextScanner line) {
        line.skipBlanks();
        long node = line.digits();
        if (node < 0 || node > MAX_NODE || !line.acceptWord(",") || !line.acceptWord("zone")) {
            return null;
        }
        String zone = zone(line);
        return zone == null ? null : new ZoneId((int) node, zone);
    }

    private static String zone(TextScanner line) {
        for (String zone : ZONES) {
            if (line.acceptWord(zone)) {
                return zone;
            }
        }
        String zone = line.name(MAX_NAME);
        line.skipBlanks();
        return zone;
    }
}
