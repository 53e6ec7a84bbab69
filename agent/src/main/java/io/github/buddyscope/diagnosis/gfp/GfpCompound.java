// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import static io.github.buddyscope.diagnosis.gfp.GfpFlag.*;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that stand for several flags, the more telling first, as {@code %pGg} prints them
 * (include/trace/events/mmflags.h). {@link GfpFlag#DIRECT_RECLAIM} with {@link GfpFlag#KSWAPD_RECLAIM} was one flag,
 * {@link GfpFlag#WAIT}, up to 4.3.
 */
enum GfpCompound {
    GFP_TRANSHUGE(DIRECT_RECLAIM, IO, FS, HARDWALL, HIGHMEM, MOVABLE, COMP, NOMEMALLOC, NOWARN),
    GFP_TRANSHUGE_LIGHT(IO, FS, HARDWALL, HIGHMEM, MOVABLE, COMP, NOMEMALLOC, NOWARN),
    GFP_HIGHUSER_MOVABLE(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO, FS, HARDWALL, HIGHMEM, MOVABLE),
    GFP_HIGHUSER(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO, FS, HARDWALL, HIGHMEM),
    GFP_USER(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO, FS, HARDWALL),
    GFP_TEMPORARY(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO, FS, RECLAIMABLE),
    GFP_KERNEL_ACCOUNT(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO, FS, ACCOUNT),
    GFP_KERNEL(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO, FS),
    GFP_NOFS(DIRECT_RECLAIM, KSWAPD_RECLAIM, IO),
    /** Up to 4.3 it was {@code __GFP_HIGH} alone, from 6.3 on it is HIGH and KSWAPD_RECLAIM. */
    GFP_ATOMIC(HIGH, ATOMIC, KSWAPD_RECLAIM),
    GFP_NOIO(DIRECT_RECLAIM, KSWAPD_RECLAIM),
    /** Up to 4.3 it was no flag at all. */
    GFP_NOWAIT(KSWAPD_RECLAIM);

    private static final Map<String, Set<GfpFlag>> BY_NAME = new HashMap<>();

    static {
        for (GfpCompound compound : values()) {
            BY_NAME.put(compound.name(), compound.flags);
        }
        BY_NAME.put("__GFP_RECLAIM", EnumSet.of(DIRECT_RECLAIM, KSWAPD_RECLAIM));
    }

    private static final List<GfpCompound> ALL = List.of(values());

    private final Set<GfpFlag> flags;

    GfpCompound(GfpFlag first, GfpFlag... rest) {
        flags = EnumSet.of(first, rest);
    }

    /** The flags behind a printed name, null where it names no compound. */
    static Set<GfpFlag> flagsOf(String name) {
        return BY_NAME.get(name);
    }

    /** The most telling compound within {@code flags}, null where none fits. */
    static GfpCompound within(Set<GfpFlag> flags, GfpEpoch epoch) {
        for (GfpCompound compound : ALL) {
            Set<GfpFlag> wanted = compound.flags(flags, epoch);
            if (!wanted.isEmpty() && flags.containsAll(wanted)) {
                return compound;
            }
        }
        return null;
    }

    /** This compound's flags as a kernel of that epoch sets them; empty where it can't be told from other requests. */
    Set<GfpFlag> flags(Set<GfpFlag> given, GfpEpoch epoch) {
        Set<GfpFlag> wanted = EnumSet.copyOf(flags);
        if (epoch == GfpEpoch.A) {
            wanted.remove(KSWAPD_RECLAIM);
            if (wanted.remove(DIRECT_RECLAIM)) {
                wanted.add(WAIT);
            }
        }
        if (this == GFP_ATOMIC) {
            if (given.contains(epoch == GfpEpoch.A ? WAIT : DIRECT_RECLAIM)) {
                return Set.of();
            }
            if (epoch == GfpEpoch.A || epoch == GfpEpoch.F) {
                wanted.remove(ATOMIC);
            }
        }
        return wanted;
    }
}
