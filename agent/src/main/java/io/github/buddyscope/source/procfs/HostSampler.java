// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.source.procfs;

import io.github.buddyscope.model.BuddyInfo;
import io.github.buddyscope.model.HostLayout;
import io.github.buddyscope.model.HostNumbers;
import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.Pressure;
import io.github.buddyscope.model.SourceState;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.model.ZoneInfo;
import io.github.buddyscope.model.ZoneSample;
import io.github.buddyscope.parse.procfs.BuddyInfoParser;
import io.github.buddyscope.parse.procfs.NumberPlaces;
import io.github.buddyscope.parse.procfs.PageSets;
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
 * independent of each other: one that is missing, refused or broken leaves the rest, and is read again next time. Keeps
 * them open. Safe for use by several threads.
 *
 * <p>As a rule nothing but numbers changes from sample to sample: then no record is made and nothing parsed. Where zones,
 * counters or the shape of a line change, all four texts are parsed anew.
 *
 * <p>Of a large host zoneinfo takes the kernel tens of milliseconds, for it has a list for each zone and processor: what
 * costs so much is read less often. Its marks seldom change, and free memory is in buddyinfo too.
 */
public final class HostSampler implements AutoCloseable {
    private static final String NO_PSI =
            "pressure needs Linux 4.20 or later built with CONFIG_PSI; where that is off by default, boot with psi=1";

    private final HostNumbers numbers = new HostNumbers();
    private final CostBudget cost = new CostBudget();
    private final CostBudget marksCost = new CostBudget();
    private final ProcSource<List<BuddyInfo>> buddyInfo;
    private final ProcSource<List<ZoneInfo>> zoneInfo;
    private final ProcSource<VmStat> vmStat;
    private final ProcSource<Pressure> pressure;

    /** @param root where the host's procfs is mounted, e.g. {@code /proc} or {@code /host/proc} */
    public HostSampler(Path root) {
        buddyInfo = new ProcSource<>("buddyinfo", root, "buddyinfo", "") {
            @Override
            Parsed<List<BuddyInfo>> parse(byte[] text, int length, NumberPlaces places) {
                return noneIfEmpty(BuddyInfoParser.parse(text, length, places));
            }

            @Override
            int slot(HostLayout layout, List<BuddyInfo> rows, int row, int order) {
                return layout.blocksAt(row) + order;
            }
        };
        zoneInfo = new ProcSource<>("zoneinfo", root, "zoneinfo", "") {
            @Override
            Parsed<List<ZoneInfo>> parse(byte[] text, int length, NumberPlaces places) {
                return noneIfEmpty(ZoneInfoParser.parse(text, length, places));
            }

            @Override
            public int without(byte[] large, int from, int to) {
                return PageSets.emptied(large, from, to);
            }

            @Override
            int slot(HostLayout layout, List<ZoneInfo> zones, int row, int field) {
                int zone = layout.zone(zones.get(row).id());
                int at = zone < 0 ? -1 : layout.infoAt(zone);
                return at < 0 ? NumberPlaces.IGNORED : at + field;
            }
        };
        vmStat = new ProcSource<>("vmstat", root, "vmstat", "") {
            @Override
            Parsed<VmStat> parse(byte[] text, int length, NumberPlaces places) {
                return VmStatParser.parse(text, length, places);
            }

            @Override
            int slot(HostLayout layout, VmStat stat, int row, int name) {
                return layout.counterAt(VmStatParser.counter(name));
            }
        };
        pressure = new ProcSource<>("pressure", root, "pressure/memory", NO_PSI) {
            @Override
            Parsed<Pressure> parse(byte[] text, int length, NumberPlaces places) {
                return PressureParser.parse(text, length, places);
            }

            @Override
            int slot(HostLayout layout, Pressure totals, int row, int full) {
                return layout.pressureAt() + full;
            }
        };
    }

    private static <E> Parsed<List<E>> noneIfEmpty(Parsed<List<E>> parsed) {
        return parsed.value().isEmpty() ? new Parsed<>(null, parsed.badLines(), parsed.problem()) : parsed;
    }

    /** Reads all four files now. Never throws for what they hold. */
    public synchronized HostSample sample() {
        read();
        return numbers.sample();
    }

    /** The same as bare numbers: {@code to} becomes a copy. */
    public synchronized void sample(HostNumbers to) {
        read();
        to.copy(numbers);
    }

    private void read() {
        long begin = System.nanoTime();
        numbers.at(begin);
        long[] known = numbers.numbers();
        boolean same = buddyInfo.read(known);
        same &= vmStat.read(known);
        same &= pressure.read(known);
        long marksBegin = System.nanoTime();
        boolean marks = marksCost.due(marksBegin);
        if (marks) {
            same &= zoneInfo.read(known);
            long end = System.nanoTime();
            marksCost.took(marksBegin, end - marksBegin);
        }
        if (!same) {
            parse();
        }
        if (marks) {
            zoneInfo.rests(marksCost.everyNanos() == 0 ? "" : rests());
        } else {
            freeFromBlocks();
        }
        cost.took(begin, marksBegin - begin);
    }

    private String rests() {
        return marksCost.sentence("a reading of zoneinfo takes", "it's read")
                + "; free pages are buddyinfo's meanwhile";
    }

    /** The marks are of an earlier reading; free memory isn't. */
    private void freeFromBlocks() {
        HostLayout layout = numbers.layout();
        for (int zone = 0; zone < layout.zones(); zone++) {
            int at = layout.infoAt(zone);
            if (at >= 0 && numbers.numbers()[at] != ZoneInfo.UNKNOWN) {
                numbers.numbers()[at] = layout.freePages(zone, numbers.numbers());
            }
        }
    }

    /** Whether the next sample may be taken: not so soon where that costs much on this host. By who samples. */
    public boolean due(long now) {
        return cost.due(now);
    }

    private void parse() {
        List<BuddyInfo> rows = buddyInfo.parsed();
        List<ZoneInfo> infos = zoneInfo.parsed();
        List<ZoneSample> zones = rows == null ? List.of() : join(rows, infos);
        HostSample sample = new HostSample(numbers.nanos(), zones, vmStat.parsed(), pressure.parsed());
        HostLayout layout = numbers.layout().of(sample);
        numbers.lay(layout);
        layout.write(sample, numbers.numbers());
        buddyInfo.resolve(layout);
        zoneInfo.resolve(layout);
        vmStat.resolve(layout);
        pressure.resolve(layout);
    }

    /** What the last sample could see, one state a file. */
    public List<SourceState> states() {
        return List.of(buddyInfo.state(), zoneInfo.state(), vmStat.state(), pressure.state());
    }

    /** Why samples are taken less often than they might be; empty where they aren't. */
    public String rest() {
        return cost.everyNanos() == 0 ? "" : cost.sentence("a sample takes", "one is taken");
    }

    /** Closes the files. Doesn't wait for a sample that goes on. */
    @Override
    public void close() {
        buddyInfo.close();
        zoneInfo.close();
        vmStat.close();
        pressure.close();
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
