// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.rules;

import io.github.buddyscope.event.AgentHealthEvent;
import io.github.buddyscope.event.AllocationFailureEvent;
import io.github.buddyscope.event.AllocationStallEvent;
import io.github.buddyscope.event.HostPressureEvent;
import io.github.buddyscope.event.KernelFailureEvent;
import io.github.buddyscope.event.VerdictEvent;
import io.github.buddyscope.event.ZoneSampleEvent;
import java.time.Instant;

/** Events as the agent writes them. */
final class Sample {
    static final String ALL_READ = "buddyinfo OK; zoneinfo OK; vmstat OK; pressure OK; kmsg OK; tracefs OK; gc OK";

    private Sample() {}

    static AgentHealthEvent health(String sources) {
        AgentHealthEvent health = new AgentHealthEvent();
        health.sources = sources;
        health.state = "OK";
        return health;
    }

    static ZoneSampleEvent zone(String state, long freeMiB, int largestOrder, double unusable) {
        ZoneSampleEvent zone = new ZoneSampleEvent();
        zone.zone = "Normal";
        zone.state = state;
        zone.freeBytes = freeMiB << 20;
        zone.largestFreeOrder = largestOrder;
        zone.unusableIndex5 = (float) unusable;
        return zone;
    }

    static VerdictEvent verdict(String cause, String confidence) {
        VerdictEvent verdict = new VerdictEvent();
        verdict.kernelTime = Instant.parse("2025-04-14T07:32:42.500Z").toEpochMilli();
        verdict.cause = cause;
        verdict.confidence = confidence;
        verdict.failures = 3;
        verdict.summary = "Three failures. A request for 128 KiB in one piece failed.";
        verdict.advice = "vm.compact_memory: try it once.";
        verdict.gcStalled = Long.MIN_VALUE;
        return verdict;
    }

    static HostPressureEvent pressure(int kills, float full) {
        HostPressureEvent pressure = new HostPressureEvent();
        pressure.oomKill = kills;
        pressure.psiFull = full;
        return pressure;
    }

    static AllocationFailureEvent attempt(String meaning, int order, long task, long millis, boolean own) {
        AllocationFailureEvent attempt = new AllocationFailureEvent();
        attempt.meaning = meaning;
        attempt.order = order;
        attempt.taskId = task;
        attempt.kernelTime = millis;
        attempt.inThisJvm = own;
        return attempt;
    }

    static KernelFailureEvent report(int order, long task, long millis) {
        KernelFailureEvent report = new KernelFailureEvent();
        report.kind = "PAGE_ALLOC_FAILURE";
        report.order = order;
        report.taskId = task;
        report.kernelTime = millis;
        report.clockErrorBound = 20_000_000;
        report.live = true;
        return report;
    }

    static AllocationStallEvent stall(String threadKind, long millis, long stallMillis) {
        AllocationStallEvent stall = new AllocationStallEvent();
        stall.kernelTime = millis;
        stall.stall = stallMillis * 1_000_000;
        stall.outermost = true;
        stall.inThisJvm = true;
        stall.threadKind = threadKind;
        stall.javaThread = "worker-1";
        return stall;
    }
}
