// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import io.github.buddyscope.model.MemInfo;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.ZoneId;
import io.github.buddyscope.parse.kernel.line.KeyValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A memory dump while its lines come in. */
public final class MemoryDump {
    private static final int MAX_ZONES = 512;
    private static final int MAX_SIGNATURES = 2048;

    private final Map<ZoneId, ReportZone> zones = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final boolean begun;
    private String first;
    private Long freePages;
    private Long freeCmaPages;
    private ZoneId awaitsReserve;
    private boolean reservesLost;
    private boolean cut;
    private boolean lost;
    private boolean complete;

    /** @param begun false where lines of a dump come without the line that begins one */
    public MemoryDump(boolean begun) {
        this.begun = begun;
        this.cut = !begun;
    }

    /** Whether the line that begins a dump was seen. */
    public boolean begun() {
        return begun;
    }

    /** Behind the totals, of which some kernels print a few more. */
    public boolean complete() {
        return complete;
    }

    /** Whether what was gathered was given up. */
    public boolean lost() {
        return lost;
    }

    /** The block of counters stands before the zones; later such words are pieces of a broken zone line. */
    public boolean awaitsCounters() {
        return zones.isEmpty() && !lost;
    }

    /** Whether the last line was a zone's, which its reserve follows. */
    public boolean awaitsReserve() {
        return awaitsReserve != null && !reservesLost;
    }

    /** Whether this line, of which a dump has one, was seen. */
    public boolean has(DumpLine line) {
        return line.signature() != null && seen.contains(line.signature());
    }

    /** Whether a dump that has this line can only be a new one. */
    public boolean beginsAgainWith(DumpLine line) {
        return first != null && first.equals(line.signature());
    }

    /** Whether the other dump has lines that this one still owes: both print the same lines in the same order. */
    public boolean behind(MemoryDump other) {
        return !seen.containsAll(other.seen);
    }

    /** A line of this kind came, but it can't be told whose: it is left out. */
    public void leaveOut(DumpLine line) {
        cut = true;
        reservesLost |= line.kind() == DumpLine.Kind.RESERVE;
        awaitsReserve = null;
        note(line);
    }

    /** Some of what was gathered may be another report's: nothing of it is given. */
    public void lose() {
        lost = true;
        cut = true;
        zones.clear();
        freePages = null;
        freeCmaPages = null;
        awaitsReserve = null;
    }

    /** Takes the next line of this dump. */
    public void add(DumpLine line, String text) {
        note(line);
        complete |= line.endsDump();
        ZoneId zoneBefore = awaitsReserve;
        awaitsReserve = null;
        if (lost) {
            return;
        }
        switch (line.kind()) {
            case COUNTERS -> counters(text);
            case ZONE -> zone(ZoneLine.parse(text));
            case RESERVE -> reserve(zoneBefore, LowmemReserve.parse(text));
            case BUDDY -> buddy(BuddyLine.parse(text));
            case START, NODE, PER_CPU, TOTAL -> {}
        }
    }

    /** What was gathered, as far as it is certain. */
    public MemInfo memInfo() {
        dropCutReserves();
        return new MemInfo(freePages, freeCmaPages, new ArrayList<>(zones.values()), cut);
    }

    /** All lists of a dump have an entry for each of the kernel's zones: one that is shorter lost its end. */
    private void dropCutReserves() {
        int length = 0;
        for (ReportZone z : zones.values()) {
            length = Math.max(
                    length, z.lowmemReserve() == null ? 0 : z.lowmemReserve().size());
        }
        for (Map.Entry<ZoneId, ReportZone> entry : zones.entrySet()) {
            ReportZone z = entry.getValue();
            if (z.lowmemReserve() != null && z.lowmemReserve().size() < length) {
                cut = true;
                entry.setValue(with(z, null, z.buddy()));
            }
        }
    }

    private void note(DumpLine line) {
        if (line.signature() != null && line.kind() != DumpLine.Kind.START && seen.size() < MAX_SIGNATURES) {
            seen.add(line.signature());
            if (first == null) {
                first = line.signature();
            }
        }
    }

    private void counters(String text) {
        KeyValues values = new KeyValues(text);
        Long free = values.count("free");
        Long cma = values.count("free_cma");
        freePages = free != null ? free : freePages;
        freeCmaPages = cma != null ? cma : freeCmaPages;
    }

    private void zone(ZoneLine line) {
        if (line == null || zones.size() >= MAX_ZONES) {
            cut = true;
            return;
        }
        cut |= line.cut();
        zones.put(line.zone().id(), line.zone());
        awaitsReserve = line.zone().id();
    }

    private void reserve(ZoneId zone, List<Long> reserve) {
        ReportZone z = zone == null ? null : zones.get(zone);
        if (z == null || reserve == null) {
            cut = true;
            return;
        }
        zones.put(zone, with(z, reserve, z.buddy()));
    }

    private void buddy(BuddyLine line) {
        if (line == null || line.list() == null || zones.size() >= MAX_ZONES) {
            cut = true;
            return;
        }
        cut |= line.list().totalKb() == null;
        ReportZone z = zones.get(line.id());
        zones.put(line.id(), z == null ? onlyBuddy(line.id(), line.list()) : with(z, z.lowmemReserve(), line.list()));
    }

    private static ReportZone with(ReportZone z, List<Long> reserve, BuddyList buddy) {
        return new ReportZone(
                z.id(),
                z.freeKb(),
                z.boostKb(),
                z.minKb(),
                z.lowKb(),
                z.highKb(),
                z.reservedHighatomicKb(),
                z.freeHighatomicKb(),
                z.presentKb(),
                z.managedKb(),
                z.freePcpKb(),
                z.freeCmaKb(),
                reserve,
                buddy);
    }

    private static ReportZone onlyBuddy(ZoneId id, BuddyList buddy) {
        return new ReportZone(id, null, null, null, null, null, null, null, null, null, null, null, null, buddy);
    }
}
