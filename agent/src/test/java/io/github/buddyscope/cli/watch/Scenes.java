// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.cli.watch;

import io.github.buddyscope.cli.watch.Happening.Kind;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.JvmSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.SourceState.Status;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneInfo.Watermarks;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.publish.HostReading;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The host that started this project, as watched for a minute. */
final class Scenes {
    static final Instant TIME = Instant.parse("2025-04-14T07:32:50Z");
    static final long SECOND = 1_000_000_000L;
    private static final long NOW = 100_000 * SECOND;

    private Scenes() {}

    static final List<ZoneSample> FRAGMENTED = List.of(
            zone(0, "DMA", 3640, 5, 6, 7, 3977, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 3),
            zone(0, "Normal", 691987, 64425, 80531, 96637, 7849934, 185367, 100372, 74245, 1034, 39, 0, 0, 0, 0, 0, 0),
            zone(
                    1, "Normal", 532415, 532415, 640000, 770000, 8257536, 89769, 135142, 41108, 598, 134, 41, 21, 7, 0,
                    0, 0));

    static final List<Happening> HAPPENINGS = List.of(
            new Happening(
                    Instant.parse("2025-04-13T22:00:01Z"),
                    Kind.FAILURE,
                    true,
                    false,
                    "swapper/3 failed to get 64 KiB in one piece (order 4)",
                    "SHORTAGE: free memory not above the watermark that it had to keep",
                    ""),
            new Happening(
                    Instant.parse("2025-04-14T07:32:42Z"),
                    Kind.FAILURE,
                    false,
                    false,
                    "kworker/u448:1 failed to get 128 KiB in one piece (order 5)",
                    "FRAGMENTATION: memory enough, but not in pieces of that size",
                    "kind=PAGE_ALLOC_FAILURE order=5"),
            new Happening(
                    Instant.parse("2025-04-14T07:32:43Z"),
                    Kind.STALL,
                    false,
                    true,
                    "GC Thread#0 order 9: direct compaction, 12 ms",
                    "no suitable page",
                    "what=\"direct compaction\" order=9"));

    static final List<SourceState> SOURCES = List.of(
            SourceState.ok("kmsg"),
            new SourceState(
                    "tracefs", Status.UNAVAILABLE, "/sys/kernel/tracing: permission denied", "run the service as root"),
            SourceState.ok("buddyinfo"));

    static ZoneSample zone(
            int node, String name, long free, long min, long low, long high, long managed, long... blocks) {
        ZoneId id = new ZoneId(node, name);
        ZoneInfo info = new ZoneInfo(id, free, new Watermarks(min, low, high), 0, managed, managed, 0, List.of());
        return new ZoneSample(id, FreeBlocks.of(blocks), info);
    }

    static Scene scene(List<ZoneSample> zones, List<Happening> happenings, JvmView jvm) {
        return scene("db7  Linux 3.10.0-514.el7.x86_64", zones, happenings, SOURCES, jvm);
    }

    static Scene scene(
            String title, List<ZoneSample> zones, List<Happening> happenings, List<SourceState> sources, JvmView jvm) {
        HostSample before = new HostSample(NOW - SECOND, zones, vmStat(0), new Pressure(0, 0));
        HostSample now = new HostSample(NOW, zones, vmStat(30), new Pressure(25_000, 1_000));
        Map<ZoneId, Map<Curve, Trail>> curves = new HashMap<>();
        Trail some = new Trail();
        for (ZoneSample zone : zones) {
            Map<Curve, Trail> trails = new EnumMap<>(Curve.class);
            for (Curve curve : Curve.values()) {
                Trail trail = new Trail();
                for (int s = 60; s >= 0; s--) {
                    trail.add(NOW - s * SECOND, s > 30 && curve == Curve.LARGEST_ORDER ? 9 : curve.value(zone));
                }
                trails.put(curve, trail);
            }
            curves.put(zone.id(), trails);
        }
        for (int s = 60; s >= 0; s--) {
            some.add(NOW - s * SECOND, s < 20 ? 0.025 : 0);
        }
        return new Scene(
                TIME,
                title,
                new HostReading(now, before, 4096),
                curves,
                some,
                null,
                SECOND,
                happenings,
                1,
                sources,
                jvm);
    }

    private static VmStat vmStat(long since) {
        return new VmStat(Map.of(
                "allocstall",
                100 + since,
                "compact_stall",
                7 + since / 3,
                "compact_fail",
                3 + since / 6,
                "pageoutrun",
                9L));
    }

    /** By counters, among which none is of pauses. */
    static JvmView jvmByCounters(String lack, boolean carriesAgent) {
        JvmSample sample = new JvmSample(
                JvmSample.From.COUNTERS,
                NOW,
                "Java 17.0.15",
                7_200_000,
                1L << 30,
                4L << 30,
                List.of(),
                JvmSample.Pool.UNKNOWN,
                JvmSample.Pool.UNKNOWN,
                null);
        return new JvmView("4711", "service.jar", "", lack, carriesAgent, sample, Double.NaN, new Trail(), new Trail());
    }

    static JvmView jvm(String name, String problem) {
        JvmSample sample = new JvmSample(
                JvmSample.From.AGENT,
                NOW,
                "Java 17.0.15",
                7_200_000,
                1L << 30,
                4L << 30,
                List.of(
                        new JvmSample.Collector("G1 Young Generation", 123, 4_000, 42, 7_196_000),
                        new JvmSample.Collector("G1 Old Generation", 0, 0, -1, -1)),
                new JvmSample.Pool(335, 96L << 20, 96L << 20),
                new JvmSample.Pool(0, 0, 0),
                new JvmSample.Agent("0.1.0", 8.5e6, 300L << 20, 12.5, null, null, null, ""));
        Trail gc = new Trail();
        Trail direct = new Trail();
        for (int s = 60; s >= 0; s--) {
            gc.add(NOW - s * SECOND, s < 10 ? 0.3 : 0.01);
            direct.add(NOW - s * SECOND, (200L - 2 * s) << 20);
        }
        return new JvmView("4711", name, problem, "", true, sample, 0.3, gc, direct);
    }
}
