// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.BuddyInfo;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.parse.procfs.BuddyInfoParser;
import io.github.buddyscope.parse.procfs.Parsed;
import io.github.buddyscope.parse.procfs.PressureParser;
import io.github.buddyscope.parse.procfs.VmStatParser;
import io.github.buddyscope.parse.procfs.ZoneInfoParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples the host's {@code buddyinfo}, {@code zoneinfo}, {@code vmstat} and {@code pressure/memory}. The files are
 * independent of each other: one that is missing, refused or broken leaves the rest, and is read again next time. Holds
 * no descriptors between samples. Safe for use by several threads.
 */
public final class HostSampler {
    private static final String NO_PSI =
            "pressure needs Linux 4.20 or later built with CONFIG_PSI; where that is off by default, boot with psi=1";

    private final ProcReader reader = new ProcReader();
    private final ProcSource<List<BuddyInfo>> buddyInfo;
    private final ProcSource<List<ZoneInfo>> zoneInfo;
    private final ProcSource<VmStat> vmStat;
    private final ProcSource<Pressure> pressure;

    /** @param root where the host's procfs is mounted, e.g. {@code /proc} or {@code /host/proc} */
    public HostSampler(Path root) {
        buddyInfo = new ProcSource<>("buddyinfo", root, "buddyinfo", "") {
            @Override
            Parsed<List<BuddyInfo>> parse(byte[] text, int length) {
                return noneIfEmpty(BuddyInfoParser.parse(text, length));
            }
        };
        zoneInfo = new ProcSource<>("zoneinfo", root, "zoneinfo", "") {
            @Override
            Parsed<List<ZoneInfo>> parse(byte[] text, int length) {
                return noneIfEmpty(ZoneInfoParser.parse(text, length));
            }
        };
        vmStat = new ProcSource<>("vmstat", root, "vmstat", "") {
            @Override
            Parsed<VmStat> parse(byte[] text, int length) {
                return VmStatParser.parse(text, length);
            }
        };
        pressure = new ProcSource<>("pressure", root, "pressure/memory", NO_PSI) {
            @Override
            Parsed<Pressure> parse(byte[] text, int length) {
                return PressureParser.parse(text, length);
            }
        };
    }

    private static <E> Parsed<List<E>> noneIfEmpty(Parsed<List<E>> parsed) {
        return parsed.value().isEmpty() ? new Parsed<>(null, parsed.badLines(), parsed.problem()) : parsed;
    }

    /** Reads all four files now. Never throws for what they hold. */
    public synchronized HostSample sample() {
        long nanos = System.nanoTime();
        List<BuddyInfo> rows = buddyInfo.read(reader);
        List<ZoneInfo> infos = zoneInfo.read(reader);
        List<ZoneSample> zones = rows == null ? List.of() : join(rows, infos);
        return new HostSample(nanos, zones, vmStat.read(reader), pressure.read(reader));
    }

    /** What the last sample could see, one state a file. */
    public List<SourceState> states() {
        return List.of(buddyInfo.state(), zoneInfo.state(), vmStat.state(), pressure.state());
    }

    private List<ZoneSample> join(List<BuddyInfo> rows, List<ZoneInfo> infos) {
        Map<ZoneId, ZoneInfo> byId = new HashMap<>();
        if (infos != null) {
            for (ZoneInfo info : infos) {
                byId.put(info.id(), info);
            }
        }
        List<ZoneSample> zones = new ArrayList<>(rows.size());
        ZoneId without = null;
        for (BuddyInfo row : rows) {
            ZoneInfo info = byId.get(row.id());
            if (info == null && without == null) {
                without = row.id();
            }
            zones.add(new ZoneSample(row.id(), row.free(), info));
        }
        if (infos != null && without != null) {
            zoneInfo.lacks("nothing about " + without);
        }
        return zones;
    }
}
