// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.correlation.timeline;

import io.github.buddyscope.correlation.Failures;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.GcWork;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Floods a time line of a host with many zones, and prints how many bytes it keeps. */
final class TimelineFlood {
    private TimelineFlood() {}

    public static void main(String[] arguments) {
        Timeline timeline = new Timeline(0);
        long before = used();
        for (int i = 0; i < 200_000; i++) {
            timeline.add(gc(i));
            timeline.add(stall(i));
            timeline.add(Failures.at(i));
            timeline.addDirect(i, i);
            timeline.addHeld(i, i, i);
            timeline.add(failure(i));
            if (i % 20 == 0) {
                timeline.add(HostNumbers.of(sample(i)));
            }
        }
        System.out.println(used() - before);
        if (timeline.gcsWithin(0, Long.MAX_VALUE) == 0) {
            throw new IllegalStateException("nothing kept");
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static GcEvent gc(int i) {
        GcWork work = new GcWork(4, 1, i, i, i, i);
        String name = "G1 Young Generation" + i;
        return new GcEvent(name, "cause " + i, "end of minor " + i, i, i, i, true, i, i, i, i, i, work);
    }

    private static TracedStall stall(int i) {
        AllocationStall stall = new AllocationStall(
                AllocationStall.Kind.DIRECT_COMPACTION,
                9,
                i,
                i,
                0,
                true,
                "success",
                -1,
                "GFP_TRANSHUGE" + i,
                new TracedTask("task " + i, i, 0));
        return new TracedStall(stall, Instant.ofEpochSecond(i), true, "thread " + i, ThreadKind.GC_WORKER);
    }

    private static TracedFailure failure(int i) {
        AllocationFailure failure = new AllocationFailure(
                i, 9, "GFP_TRANSHUGE" + i, 0, new TracedTask("task " + i, i, 0), false, List.of(), i);
        return new TracedFailure(
                failure, Instant.ofEpochSecond(i), true, "thread " + i, ThreadKind.GC_WORKER, AttemptMeaning.OPTIONAL);
    }

    private static HostSample sample(int i) {
        List<ZoneSample> zones = new ArrayList<>();
        for (int zone = 0; zone < 24; zone++) {
            ZoneId id = new ZoneId(zone, "zone " + i);
            List<Long> reserve = List.of(1_000L + i, 2_000L + i, 3_000L + i, 4_000L + i, 5_000L + i);
            ZoneInfo info = new ZoneInfo(id, i, new ZoneInfo.Watermarks(i, i, i), i, i, i, i, reserve);
            zones.add(new ZoneSample(id, FreeBlocks.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, i), info));
        }
        Map<String, Long> counters = new HashMap<>();
        for (int counter = 0; counter < 26; counter++) {
            counters.put("counter " + counter, 1_000L + i);
        }
        return new HostSample(i, zones, new VmStat(counters), new Pressure(i, i));
    }
}
