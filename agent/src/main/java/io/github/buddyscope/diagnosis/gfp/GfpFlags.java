// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import static io.github.buddyscope.diagnosis.gfp.GfpFlag.*;

import io.github.buddyscope.model.Request;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a request allowed the allocator to do for it. Since 4.6 the kernel prints the names; before, there are only bits,
 * and their meaning depends on the version.
 */
public final class GfpFlags {
    /** Of a report that tells no mode. */
    public static final GfpFlags NOT_PRINTED =
            new GfpFlags(EnumSet.noneOf(GfpFlag.class), List.of(), null, null, List.of());

    private final Set<GfpFlag> flags;
    private final List<String> names;
    private final String from;
    private final GfpEpoch epoch;
    private final List<GfpFlags> readings;
    private boolean realTime;

    private GfpFlags(Set<GfpFlag> flags, List<String> names, String from, GfpEpoch epoch, List<GfpFlags> readings) {
        this.flags = flags;
        this.names = List.copyOf(names);
        this.from = from;
        this.epoch = epoch;
        this.readings = readings;
    }

    /**
     * The names where they are printed; else the bits, as the kernel of that version meant them. Where the version isn't
     * known they are decoded only if every kernel in question meant the same by them; {@link #readings} has the others.
     */
    public static GfpFlags of(Request request, KernelSpan kernel) {
        if (!request.flags().isEmpty()) {
            return fromNames(request.flags());
        }
        if (kernel.known()) {
            return fromBits(request.mode(), GfpEpoch.of(kernel.exact()), kernel.exact());
        }
        // kernels since 4.6 print the names, so without them it's A or B
        GfpFlags a = fromBits(request.mode(), GfpEpoch.A, null);
        GfpFlags b = fromBits(request.mode(), GfpEpoch.B, null);
        if (!kernel.maybeAtLeast(4, 4)) {
            return a;
        }
        if (kernel.surelyAtLeast(4, 4)) {
            return b;
        }
        if (a.names.equals(b.names)) {
            return a;
        }
        Set<GfpFlag> agreed = EnumSet.noneOf(GfpFlag.class);
        agreed.addAll(a.flags);
        agreed.retainAll(b.flags);
        return new GfpFlags(agreed, List.of(), null, null, List.of(a, b));
    }

    /** Takes apart the names of {@code %pGg}; a name that no rule needs is kept as a name and has no other effect. */
    public static GfpFlags fromNames(List<String> names) {
        Set<GfpFlag> flags = EnumSet.noneOf(GfpFlag.class);
        for (String name : names) {
            Set<GfpFlag> compound = GfpCompound.flagsOf(name);
            if (compound != null) {
                flags.addAll(compound);
            } else if (GfpFlag.named(name) != null) {
                flags.add(GfpFlag.named(name));
            }
        }
        return new GfpFlags(flags, names, "names", null, List.of());
    }

    /** Decodes the bits as a kernel of that epoch set them; {@code version} settles the few that moved within it. */
    public static GfpFlags fromBits(long mode, GfpEpoch epoch, KernelVersion version) {
        Set<GfpFlag> flags = epoch.flags(mode, version);
        Set<GfpFlag> rest = flags.isEmpty() ? EnumSet.noneOf(GfpFlag.class) : EnumSet.copyOf(flags);
        List<String> names = new ArrayList<>();
        GfpCompound compound = GfpCompound.within(flags, epoch);
        if (compound != null) {
            names.add(compound.name());
            rest.removeAll(compound.flags(flags, epoch));
        }
        for (GfpFlag flag : rest) {
            names.add(flag.printed());
        }
        long unnamed = epoch.unnamed(mode, version);
        if (unnamed != 0) {
            names.add("0x" + Long.toHexString(unnamed));
        }
        return new GfpFlags(flags, names, "bits", epoch, List.of());
    }

    /** The same request by a task that may use the last pages: to the allocator it's as if it had the flag for that. */
    public GfpFlags ofReclaimer() {
        Set<GfpFlag> more = EnumSet.of(MEMALLOC);
        more.addAll(flags);
        return new GfpFlags(more, names, from, epoch, readings);
    }

    /** The same request by a task of real-time priority. */
    public GfpFlags ofRealTime() {
        GfpFlags same = new GfpFlags(flags, names, from, epoch, readings);
        same.realTime = true;
        return same;
    }

    /** The task has real-time priority, which opens a part of the reserve to it. */
    public boolean realTime() {
        return realTime;
    }

    /** All of them; where they aren't decoded, those on which all readings agree. */
    Set<GfpFlag> all() {
        return flags;
    }

    /** Where the version isn't known and kernels disagree: what each of them would have meant. Empty otherwise. */
    public List<GfpFlags> readings() {
        return readings;
    }

    /** The versions that set the bits like this; null for printed names. */
    public GfpEpoch epoch() {
        return epoch;
    }

    public boolean has(GfpFlag flag) {
        return flags.contains(flag);
    }

    /** Printed or decoded; empty where the bits can't be decoded (and for a mode of 0). */
    public List<String> names() {
        return names;
    }

    /** {@code names} as printed, {@code bits} as decoded, null where they can't be decoded. */
    public String from() {
        return from;
    }

    public boolean decoded() {
        return from != null;
    }

    /** It may sleep: the kernel reclaims and compacts on its behalf before it fails. False where that can't be told. */
    public boolean mayWait() {
        return has(WAIT) || has(DIRECT_RECLAIM);
    }

    /** It could not sleep: by every reading where there are several. False where that can't be told. */
    public boolean atomic() {
        for (GfpFlags reading : readings) {
            if (reading.mayWait()) {
                return false;
            }
        }
        return (decoded() || !readings.isEmpty()) && !mayWait();
    }

    /** It wakes kswapd. Up to 4.3 every request did, but for those that said no. */
    public boolean wakesKswapd() {
        return epoch == GfpEpoch.A ? !has(NO_KSWAPD) : has(KSWAPD_RECLAIM);
    }

    public boolean mayIo() {
        return has(IO);
    }

    public boolean mayFs() {
        return has(FS);
    }

    public boolean movable() {
        return has(MOVABLE);
    }
}
