// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static io.github.buddyscope.diagnosis.GfpFlag.*;

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
    static final GfpFlags NOT_PRINTED = new GfpFlags(EnumSet.noneOf(GfpFlag.class), List.of(), null, null);

    private final Set<GfpFlag> flags;
    private final List<String> names;
    private final String from;
    private final GfpEpoch epoch;

    private GfpFlags(Set<GfpFlag> flags, List<String> names, String from, GfpEpoch epoch) {
        this.flags = flags;
        this.names = List.copyOf(names);
        this.from = from;
        this.epoch = epoch;
    }

    /**
     * @param version null where the report doesn't tell: then bits are decoded only if every kernel that prints no names
     *     (up to 4.5) meant the same by them
     * @param epochBefore44 the report's own form shows a kernel before 4.4
     */
    public static GfpFlags of(Request request, KernelVersion version, boolean epochBefore44) {
        if (!request.flags().isEmpty()) {
            return fromNames(request.flags());
        }
        if (version != null) {
            return fromBits(request.mode(), GfpEpoch.of(version), version);
        }
        GfpFlags a = fromBits(request.mode(), GfpEpoch.A, null);
        if (epochBefore44) {
            return a;
        }
        GfpFlags b = fromBits(request.mode(), GfpEpoch.B, null);
        if (a.names.equals(b.names)) {
            return a;
        }
        Set<GfpFlag> agreed = EnumSet.noneOf(GfpFlag.class);
        agreed.addAll(a.flags);
        agreed.retainAll(b.flags);
        return new GfpFlags(agreed, List.of(), null, null);
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
        return new GfpFlags(flags, names, "names", null);
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
        return new GfpFlags(flags, names, "bits", epoch);
    }

    /** The same request by a task that may use the last pages: to the allocator it's as if it had the flag for that. */
    GfpFlags ofReclaimer() {
        Set<GfpFlag> more = EnumSet.of(MEMALLOC);
        more.addAll(flags);
        return new GfpFlags(more, names, from, epoch);
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

    /** It may sleep: the kernel reclaims and compacts on its behalf before it fails. False where not decoded. */
    public boolean mayWait() {
        return has(WAIT) || has(DIRECT_RECLAIM);
    }

    /** It could not sleep. False where not decoded. */
    public boolean atomic() {
        return decoded() && !mayWait();
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
