// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.correlation.DirectTraffic;
import io.github.buddyscope.correlation.Verdict;
import io.github.buddyscope.correlation.association.Association;
import io.github.buddyscope.correlation.pause.StallTotals;
import io.github.buddyscope.correlation.role.JvmPart;
import io.github.buddyscope.correlation.role.JvmRole;
import io.github.buddyscope.correlation.role.Role;
import io.github.buddyscope.correlation.timeline.HostLoss;
import io.github.buddyscope.correlation.timeline.NearestGc;
import io.github.buddyscope.correlation.timeline.Taking;
import io.github.buddyscope.correlation.trouble.KernelFailure;
import io.github.buddyscope.correlation.trouble.TracedFailure;
import io.github.buddyscope.correlation.trouble.TracedStall;
import io.github.buddyscope.correlation.zone.ZoneCourse;
import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Judgement;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.episode.FailureHistory;
import io.github.buddyscope.diagnosis.episode.HowBad;
import io.github.buddyscope.diagnosis.episode.LogTime;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.diagnosis.origin.Fallback;
import io.github.buddyscope.diagnosis.request.AttemptMeaning;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.model.AllocationFailure;
import io.github.buddyscope.model.AllocationStall;
import io.github.buddyscope.model.DirectActivity;
import io.github.buddyscope.model.DirectProfile;
import io.github.buddyscope.model.DirectSite;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.GcEvent;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.RetryEvidence;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.TaskMatch;
import io.github.buddyscope.model.ThreadKind;
import io.github.buddyscope.model.TracedTask;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import io.github.buddyscope.model.ZoneSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Findings as publishers get them. */
public final class Findings {
    public static final long SECOND = 1_000_000_000L;
    public static final Instant TIME = Instant.parse("2025-04-14T07:32:42.250Z");

    private Findings() {}

    /** A zone of the seed's host: 806 MiB free, nothing from order 5 on. */
    public static ZoneSample normal(int node) {
        return zone(node, "Normal", 67_880, 30_487, 16_515, 1_620, 2, 0, 0, 0, 0, 0, 0);
    }

    public static ZoneSample zone(int node, String name, long... blocks) {
        ZoneId id = new ZoneId(node, name);
        FreeBlocks free = FreeBlocks.of(blocks);
        ZoneInfo info = new ZoneInfo(
                id,
                free.pages(),
                new Watermarks(64_425, 80_531, 96_596),
                0,
                8_000_000,
                7_900_000,
                ZoneInfo.UNKNOWN,
                List.of());
        return new ZoneSample(id, free, info);
    }

    public static LatestHost latest(ZoneSample... zones) {
        return latest(host(zones));
    }

    public static LatestHost latest(HostReading reading) {
        LatestHost latest = new LatestHost(reading.pageSize());
        if (reading.previous() != null) {
            latest.update(HostNumbers.of(reading.previous()));
        }
        latest.update(HostNumbers.of(reading.now()));
        return latest;
    }

    public static HostReading host(ZoneSample... zones) {
        HostSample before = new HostSample(
                5 * SECOND,
                List.of(zones),
                new VmStat(Map.of("allocstall_normal", 10L, "compact_stall", 4L, "oom_kill", 1L)),
                new Pressure(1_000_000, 500_000));
        HostSample now = new HostSample(
                7 * SECOND,
                List.of(zones),
                new VmStat(Map.of("allocstall_normal", 16L, "compact_stall", 5L, "oom_kill", 1L)),
                new Pressure(1_500_000, 600_000));
        return new HostReading(now, before, 4096);
    }

    public static KernelFailure failure() {
        return failure(5, 131_072, TIME);
    }

    public static KernelFailure failure(int order, long bytes, Instant time) {
        return failure(order, bytes, time, "kworker/u448:1: page allocation failure: order:5, mode:0x80d0");
    }

    public static KernelFailure failure(int order, long bytes, Instant time, String text) {
        FailureReport report = new FailureReport(
                FailureKind.PAGE_ALLOC_FAILURE,
                new KernelLine(18, text, null, null, null, null),
                new Request(order, 0x80d0, List.of(), "0-1", "/", null),
                new Origin("kworker/u448:1", 138_678, 6, "3.10.0-514.el7.x86_64", null, null, null, List.of(), false),
                MemInfo.NONE,
                null,
                3,
                1,
                0,
                text);
        Diagnosis diagnosis = new Diagnosis(
                Cause.FRAGMENTATION,
                false,
                Confidence.HIGH,
                bytes,
                List.of("GFP_KERNEL", "__GFP_ZERO"),
                "bits",
                asker("i40e"),
                List.of(),
                "Memory was not short: no zone had a block of 128 KiB.",
                List.of("lowmem_reserve"),
                List.of(new Advice(
                        "vm.min_free_kbytes",
                        "sysctl -w vm.min_free_kbytes=524288",
                        "more",
                        "less cache",
                        "/etc/sysctl.d/90-memory.conf",
                        "sysctl/vm.rst")),
                RequestMeaning.NONE,
                Judgement.NONE);
        return new KernelFailure(
                report,
                diagnosis,
                System.nanoTime(),
                time,
                3_000_000,
                true,
                new TaskMatch(TaskMatch.Sureness.NO, null, null, "task 138678 is none of its threads"),
                "file:kern.log");
    }

    private static Asker asker(String origin) {
        return new Asker(origin, Actor.KERNEL_THREAD, "", List.of(), Confidence.HIGH, "", Fallback.UNKNOWN);
    }

    /** A failure of which little more than the header is there. */
    public static KernelFailure bareFailure() {
        FailureReport report = new FailureReport(
                FailureKind.PAGE_ALLOC_FAILURE,
                null,
                null,
                null,
                MemInfo.NONE,
                null,
                0,
                1,
                0,
                "page allocation failure");
        Diagnosis diagnosis = new Diagnosis(
                Cause.UNKNOWN,
                false,
                Confidence.LOW,
                -1,
                List.of(),
                null,
                null,
                List.of(),
                "Only the header is there.",
                List.of(),
                List.of(),
                RequestMeaning.NONE,
                Judgement.NONE);
        return new KernelFailure(report, diagnosis, System.nanoTime(), TIME, 0, false, TaskMatch.UNKNOWN, "kmsg");
    }

    public static Verdict verdict() {
        KernelFailure first = failure();
        GcEvent gc = new GcEvent(
                "G1 Young Generation",
                "G1 Evacuation Pause",
                7,
                first.nanos() - 50_000_000,
                first.nanos() - 20_000_000,
                true,
                1,
                1,
                1,
                1,
                1_000_000);
        Role role = new Role(
                JvmRole.BYSTANDER,
                List.of("The task that failed is none of this JVM's known threads.", "It took nothing."),
                List.of());
        Taking taking = new Taking(5 * SECOND, 3L << 20, 64L << 20, 0, 60, 12, new HostLoss(300L << 20, true));
        return new Verdict(
                first,
                first,
                4,
                first.nanos() + SECOND,
                5 * SECOND,
                new NearestGc(gc, -20_000_000, 4_000_000),
                null,
                2,
                new DirectTraffic(64L << 20, 8L << 20, 60, 57),
                "Node 0 Normal: 206479 pages free, largest free order 4",
                new ZoneCourse(
                        new ZoneId(0, "Normal"),
                        "5 s before: Node 0 Normal 900 MiB free",
                        "1 s after: Node 0 Normal 910 MiB free",
                        3,
                        SECOND / 2,
                        "Node 0 Normal had recovered by the first sample, 500 ms later"),
                new JvmPart(role, first.match(), List.of(), 0, taking),
                howBad(first),
                "Fragmentation; a young collection ended 20 ms before.",
                List.of("The clock of the log is not this JVM's."));
    }

    private static HowBad howBad(KernelFailure failure) {
        FailureHistory history = new FailureHistory();
        history.add(new LogTime(1, 0L, 0), failure.report(), failure.diagnosis());
        return history.howBad();
    }

    public static Association association() {
        return new Association(
                "GC pauses",
                20,
                12,
                3.5,
                0.002,
                0.175,
                3_600 * SECOND,
                100_000_000,
                "12 of 20 episodes coincided with GC pauses; by chance 3.5 would have.");
    }

    /** Too few to test anything. */
    public static Association untested() {
        return new Association(
                "heap growth", 2, 1, Double.NaN, Double.NaN, 0.01, 60 * SECOND, 100_000_000, "Too few episodes.");
    }

    /** Nothing seen of this JVM. */
    public static Verdict bareVerdict() {
        KernelFailure first = bareFailure();
        Role role = new Role(JvmRole.UNKNOWN, List.of("It happened before the agent's start."), List.of());
        return new Verdict(
                first,
                first,
                1,
                first.nanos(),
                5 * SECOND,
                null,
                null,
                0,
                DirectTraffic.UNKNOWN,
                "",
                ZoneCourse.NONE,
                new JvmPart(role, first.match(), List.of(), -1, null),
                null,
                "Not known.",
                List.of());
    }

    public static DirectActivity direct() {
        return new DirectActivity(
                5 * SECOND,
                7 * SECOND,
                20,
                40L << 20,
                5,
                10L << 20,
                8L << 20,
                100,
                12,
                104,
                1L << 30,
                9L << 20,
                3,
                24L << 20,
                16L << 20,
                directProfile());
    }

    /** Of 30 reservations, the last 20 in the period. */
    private static DirectProfile directProfile() {
        long[] sizes = new long[Long.SIZE];
        sizes[12] = 18;
        sizes[13] = 4;
        sizes[23] = 8;
        long[] period = new long[Long.SIZE];
        period[12] = 16;
        period[23] = 4;
        return new DirectProfile(
                sizes,
                period,
                List.of(
                        new DirectSite("com.acme.Images.load", 60L << 20, 2L << 20, 7, 24L << 20),
                        new DirectSite("Netty's pooled allocator, for com.acme.Proxy.pass", 15L << 20, 0, 4, 0)),
                new DirectSite("other sites", 5L << 20, 0, 5, 8L << 20),
                64 << 10);
    }

    /** Without the per-allocation view. */
    public static DirectActivity poolOnly() {
        return new DirectActivity(
                5 * SECOND, 7 * SECOND, -1, -1, -1, -1, 0, 100, 12, 104, 1L << 30, -1, -1, -1, -1, null);
    }

    public static AgentHealth health() {
        return new AgentHealth(
                250_000,
                12_000_000,
                345,
                7,
                1,
                List.of(
                        SourceState.ok("buddyinfo"),
                        new SourceState("kmsg", Status.UNAVAILABLE, "Operation not permitted", "run as root"),
                        new SourceState("direct", Status.OFF, "direct=off", "")));
    }

    public static TracedFailure tracedFailure(boolean inThisJvm) {
        AllocationFailure failure = new AllocationFailure(
                7 * SECOND,
                9,
                "GFP_TRANSHUGE",
                1,
                new TracedTask("GC Thread#0", 4711, 1),
                false,
                List.of(new RetryEvidence.Zone(7 * SECOND, 9, new ZoneId(0, "Normal"), 120, 9_000, 14_769, 2, false)),
                1_500_000);
        return new TracedFailure(
                failure,
                TIME,
                inThisJvm,
                inThisJvm ? "GC Thread#0" : null,
                inThisJvm ? ThreadKind.GC_WORKER : null,
                AttemptMeaning.OPTIONAL);
    }

    /** One and a half milliseconds for a huge page. */
    public static TracedStall tracedStall(boolean inThisJvm) {
        AllocationStall stall = new AllocationStall(
                AllocationStall.Kind.DIRECT_COMPACTION,
                9,
                7 * SECOND,
                7 * SECOND + 1_500_000,
                0,
                true,
                "no_suitable_page",
                AllocationStall.UNKNOWN,
                "GFP_TRANSHUGE",
                new TracedTask("GC Thread#0", 4711, 1));
        return new TracedStall(
                stall, TIME, inThisJvm, inThisJvm ? "GC Thread#0" : null, inThisJvm ? ThreadKind.GC_WORKER : null);
    }

    public static TraceAccount trace() {
        StallTotals totals = new StallTotals(
                10, 2, 400_000_000, 27_000_000, 48_000_000, Map.of(ThreadKind.GC_WORKER, 48_000_000L), Map.of());
        return new TraceAccount(SourceState.ok("tracefs"), 5 * SECOND, true, 100, 3, 1, 2, 7, totals);
    }

    /** Where the host doesn't let it be traced. */
    public static TraceAccount noTrace() {
        return new TraceAccount(
                new SourceState("tracefs", Status.UNAVAILABLE, "permission denied", "run as root"),
                0,
                false,
                0,
                0,
                0,
                0,
                0,
                StallTotals.NONE);
    }
}
