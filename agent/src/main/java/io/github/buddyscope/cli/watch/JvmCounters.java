// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.JvmSample.Collector;
import io.github.buddyscope.model.JvmSample.From;
import io.github.buddyscope.model.JvmSample.Pool;
import io.github.buddyscope.parse.perfdata.PerfData;
import io.github.buddyscope.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM by its performance counters, as {@code jstat} reads them (hotspot/share/gc/shared/collectorCounters.cpp and
 * generationCounters.cpp): pauses and heap. Some collectors renew the heap's only when they collect. Of direct buffers there
 * is no counter, and none of Shenandoah's pauses: its are of whole cycles, in which the service goes on
 * (shenandoahMonitoringSupport.cpp).
 */
final class JvmCounters {
    private static final int GENERATIONS = 2;
    private static final int SPACES = 3;
    private static final int MOST_COLLECTORS = 4;
    private static final int LONGEST_NAME = 100;
    private static final String OF_CYCLES = "Shenandoah";
    /** G1 of releases before 20 adds a few bytes to each size, lest one be zero. */
    private static final long GRAIN = 4_096;

    private final PerfData data;

    JvmCounters(PerfData data) {
        this.data = data;
    }

    /** The address of its connector for JMX, where one runs; else null. */
    String connector() {
        String address = data.text("sun.management.JMXConnectorServer.address");
        return address == null || address.isEmpty() ? null : address;
    }

    /** @param wallMillis the time of day, to tell how long it has run */
    JvmSample sample(long nanos, long wallMillis) {
        long begin = data.number("sun.rt.createVmBeginTime");
        return new JvmSample(
                From.COUNTERS,
                nanos,
                "Java " + release(),
                begin <= 0 ? -1 : Math.max(0, wallMillis - begin),
                used(),
                max(),
                collectors(),
                Pool.UNKNOWN,
                Pool.UNKNOWN,
                null);
    }

    private String release() {
        String vm = data.text("java.property.java.vm.version");
        int plus = vm == null ? -1 : vm.indexOf('+');
        return vm == null ? "?" : SafeText.line(plus > 0 ? vm.substring(0, plus) : vm, LONGEST_NAME);
    }

    private long used() {
        long used = -1;
        for (int generation = 0; generation < GENERATIONS; generation++) {
            for (int space = 0; space < SPACES; space++) {
                long more = data.number("sun.gc.generation." + generation + ".space." + space + ".used");
                used = more < 0 ? used : Math.max(0, used) + more;
            }
        }
        return used;
    }

    /** Serial and Parallel divide the heap between the generations, the others leave all of it to each. */
    private long max() {
        String policy = data.text("sun.gc.policy.name");
        long young = Math.max(0, data.number("sun.gc.generation.0.maxCapacity"));
        long old = Math.max(0, data.number("sun.gc.generation.1.maxCapacity"));
        long max = policy != null && policy.endsWith(":MSC") ? young + old : Math.max(young, old);
        return max == 0 ? -1 : max - max % GRAIN;
    }

    private List<Collector> collectors() {
        List<Collector> collectors = new ArrayList<>();
        for (int i = 0; i < MOST_COLLECTORS; i++) {
            String at = "sun.gc.collector." + i + ".";
            long count = data.number(at + "invocations");
            String name = name(data.text(at + "name"));
            if (count >= 0 && !name.startsWith(OF_CYCLES)) {
                long exit = data.number(at + "lastExitTime");
                long entry = data.number(at + "lastEntryTime");
                boolean ended = count > 0 && exit >= entry && entry > 0; // else one is under way
                collectors.add(new Collector(
                        name,
                        count,
                        millis(data.number(at + "time")),
                        ended ? millis(exit - entry) : -1,
                        ended ? millis(exit) : -1));
            }
        }
        return collectors;
    }

    private static String name(String counter) {
        return counter == null ? "?" : SafeText.line(counter, LONGEST_NAME);
    }

    private long millis(long ticks) {
        long second = data.number("sun.os.hrt.frequency");
        return ticks < 0 || second <= 0 ? -1 : Math.round(ticks * 1e3 / second);
    }
}
