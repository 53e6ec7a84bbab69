// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish.jfr;

import io.github.buddyscope.diagnosis.zone.Fragmentation;
import io.github.buddyscope.diagnosis.zone.ZoneState;
import io.github.buddyscope.event.HostPressureEvent;
import io.github.buddyscope.event.ZoneSampleEvent;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.Pages;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.HostCounter;
import io.github.buddyscope.publish.HostReading;

/** Events of the host's memory. */
final class HostEvents {
    private HostEvents() {}

    static void zones(HostReading reading) {
        if (new ZoneSampleEvent().isEnabled()) {
            for (ZoneSample zone : reading.now().zones()) {
                zone(zone, reading.pageSize()).commit();
            }
        }
    }

    private static ZoneSampleEvent zone(ZoneSample zone, long pageSize) {
        FreeBlocks free = zone.free();
        ZoneSampleEvent event = new ZoneSampleEvent();
        event.node = zone.id().node();
        event.zone = zone.id().zone();
        event.freeBytes = Pages.toBytes(free.pages(), pageSize);
        event.largestFreeOrder = free.largestOrder();
        event.state = ZoneState.of(zone.info()).name();
        ZoneInfo.Watermarks marks = zone.info() == null ? null : zone.info().watermarks();
        event.minWatermarkBytes = marks == null ? ZoneInfo.UNKNOWN : Pages.toBytes(marks.min(), pageSize);
        event.lowWatermarkBytes = marks == null ? ZoneInfo.UNKNOWN : Pages.toBytes(marks.low(), pageSize);
        event.highWatermarkBytes = marks == null ? ZoneInfo.UNKNOWN : Pages.toBytes(marks.high(), pageSize);
        event.unusableIndex5 = Fragmentation.unusableIndex(free, 5) / 1000f;
        event.unusableIndex9 = Fragmentation.unusableIndex(free, 9) / 1000f;
        event.orders = free.orders();
        blocks(free, event);
        return event;
    }

    private static void blocks(FreeBlocks free, ZoneSampleEvent event) {
        event.order0 = Numbers.count(free.count(0));
        event.order1 = Numbers.count(free.count(1));
        event.order2 = Numbers.count(free.count(2));
        event.order3 = Numbers.count(free.count(3));
        event.order4 = Numbers.count(free.count(4));
        event.order5 = Numbers.count(free.count(5));
        event.order6 = Numbers.count(free.count(6));
        event.order7 = Numbers.count(free.count(7));
        event.order8 = Numbers.count(free.count(8));
        event.order9 = Numbers.count(free.count(9));
        event.order10 = Numbers.count(free.count(10));
        long higher = 0;
        for (int order = 11; order < free.orders(); order++) {
            higher += free.count(order);
        }
        event.higherOrders = Numbers.count(higher);
    }

    static void pressure(HostReading reading) {
        HostPressureEvent event = new HostPressureEvent();
        if (reading.previous() == null || !event.isEnabled()) {
            return;
        }
        event.period = reading.periodNanos();
        event.allocStall = Numbers.count(HostCounter.DIRECT_RECLAIMS.delta(reading));
        event.compactStall = Numbers.count(HostCounter.DIRECT_COMPACTIONS.delta(reading));
        event.compactFail = Numbers.count(HostCounter.COMPACTIONS_FAILED.delta(reading));
        event.compactSuccess = Numbers.count(HostCounter.COMPACTIONS_SUCCEEDED.delta(reading));
        event.thpFaultAlloc = Numbers.count(HostCounter.HUGE_PAGE_FAULTS.delta(reading));
        event.thpFaultFallback = Numbers.count(HostCounter.HUGE_PAGE_FALLBACKS.delta(reading));
        event.kswapdWakeups = Numbers.count(HostCounter.KSWAPD_RUNS.delta(reading));
        event.oomKill = Numbers.count(HostCounter.OOM_KILLS.delta(reading));
        event.psiSome = (float) reading.someStalled();
        event.psiFull = (float) reading.allStalled();
        event.commit();
    }
}
