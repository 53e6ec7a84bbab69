// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.recording;

import io.github.buddyscope.recording.PressureRow;
import io.github.buddyscope.recording.ZoneRow;
import io.github.buddyscope.recording.ZoneTrack;
import jdk.jfr.consumer.RecordedEvent;

/** Events of the host's memory. */
final class HostRows {
    private static final int NAMED_ORDERS = 11;
    private static final String[] ORDER = new String[NAMED_ORDERS];

    static {
        for (int order = 0; order < NAMED_ORDERS; order++) {
            ORDER[order] = "order" + order;
        }
    }

    private HostRows() {}

    static ZoneRow zone(RecordedEvent event) {
        int orders = event.hasField("orders") ? Fields.count(event, "orders") : NAMED_ORDERS;
        int[] blocks = new int[Math.max(1, Math.min(ZoneTrack.ORDERS, orders))];
        for (int order = 0; order < blocks.length; order++) {
            blocks[order] = Math.max(0, Fields.count(event, order < NAMED_ORDERS ? ORDER[order] : "higherOrders"));
        }
        return new ZoneRow(
                Fields.written(event),
                Fields.count(event, "node"),
                Fields.line(event, "zone", 40),
                Math.max(0, Fields.number(event, "freeBytes")),
                Math.max(-1, Fields.count(event, "largestFreeOrder")),
                Fields.number(event, "minWatermarkBytes"),
                Fields.number(event, "lowWatermarkBytes"),
                Fields.number(event, "highWatermarkBytes"),
                blocks);
    }

    static PressureRow pressure(RecordedEvent event) {
        return new PressureRow(
                Fields.written(event),
                Fields.real(event, "psiSome"),
                Fields.real(event, "psiFull"),
                Fields.count(event, "allocStall"),
                Fields.count(event, "compactStall"),
                Fields.count(event, "kswapdWakeups"),
                Fields.count(event, "thpFaultFallback"),
                Fields.count(event, "oomKill"));
    }
}
