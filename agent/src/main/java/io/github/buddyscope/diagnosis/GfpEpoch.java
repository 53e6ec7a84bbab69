// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static io.github.buddyscope.diagnosis.GfpFlag.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which bit of {@code mode:} means what. The bits moved four times (include/linux/gfp.h, gfp_types.h); the letters are
 * ours. DMA, HIGHMEM, DMA32, MOVABLE, HIGH, IO and FS never moved.
 */
public enum GfpEpoch {
    /** 2.6.32 to 4.3, and el7. */
    A(
            bit(0x10, WAIT),
            bit(0x100, COLD),
            bit(0x200, NOWARN),
            bit(0x400, REPEAT),
            bit(0x800, NOFAIL),
            bit(0x1000, NORETRY),
            bit(0x2000, MEMALLOC),
            bit(0x4000, COMP),
            bit(0x8000, ZERO),
            bit(0x10000, NOMEMALLOC),
            bit(0x20000, HARDWALL),
            bit(0x40000, THISNODE),
            bit(0x80000, RECLAIMABLE),
            bit(0x200000, NOTRACK),
            bit(0x400000, NO_KSWAPD),
            bit(0x800000, OTHER_NODE),
            bit(0x1000000, WRITE)),
    /** 4.4 to 4.9. */
    B(
            bit(0x10, RECLAIMABLE),
            bit(0x100, COLD),
            bit(0x200, NOWARN),
            bit(0x400, REPEAT),
            bit(0x800, NOFAIL),
            bit(0x1000, NORETRY),
            bit(0x2000, MEMALLOC),
            bit(0x4000, COMP),
            bit(0x8000, ZERO),
            bit(0x10000, NOMEMALLOC),
            bit(0x20000, HARDWALL),
            bit(0x40000, THISNODE),
            bit(0x80000, ATOMIC),
            bit(0x200000, NOTRACK),
            bit(0x400000, DIRECT_RECLAIM),
            bit(0x800000, OTHER_NODE),
            bit(0x1000000, WRITE),
            bit(0x2000000, KSWAPD_RECLAIM)),
    /** 4.10 to 4.17. */
    C(
            bit(0x10, RECLAIMABLE),
            bit(0x100, COLD),
            bit(0x200, NOWARN),
            bit(0x400, RETRY_MAYFAIL),
            bit(0x800, NOFAIL),
            bit(0x1000, NORETRY),
            bit(0x2000, MEMALLOC),
            bit(0x4000, COMP),
            bit(0x8000, ZERO),
            bit(0x10000, NOMEMALLOC),
            bit(0x20000, HARDWALL),
            bit(0x40000, THISNODE),
            bit(0x80000, ATOMIC),
            bit(0x100000, ACCOUNT),
            bit(0x200000, NOTRACK),
            bit(0x400000, DIRECT_RECLAIM),
            bit(0x800000, WRITE),
            bit(0x1000000, KSWAPD_RECLAIM)),
    /** 4.18 to 5.0, and el8. */
    D(
            bit(0x10, RECLAIMABLE),
            bit(0x100, WRITE),
            bit(0x200, NOWARN),
            bit(0x400, RETRY_MAYFAIL),
            bit(0x800, NOFAIL),
            bit(0x1000, NORETRY),
            bit(0x2000, MEMALLOC),
            bit(0x4000, COMP),
            bit(0x8000, ZERO),
            bit(0x10000, NOMEMALLOC),
            bit(0x20000, HARDWALL),
            bit(0x40000, THISNODE),
            bit(0x80000, ATOMIC),
            bit(0x100000, ACCOUNT),
            bit(0x200000, DIRECT_RECLAIM),
            bit(0x400000, KSWAPD_RECLAIM)),
    /** 5.1 and later. */
    E(
            bit(0x10, RECLAIMABLE),
            bit(0x100, ZERO),
            bit(0x200, ATOMIC),
            bit(0x400, DIRECT_RECLAIM),
            bit(0x800, KSWAPD_RECLAIM),
            bit(0x1000, WRITE),
            bit(0x2000, NOWARN),
            bit(0x4000, RETRY_MAYFAIL),
            bit(0x8000, NOFAIL),
            bit(0x10000, NORETRY),
            bit(0x20000, MEMALLOC),
            bit(0x40000, COMP),
            bit(0x80000, NOMEMALLOC),
            bit(0x100000, HARDWALL),
            bit(0x200000, THISNODE),
            bit(0x400000, ACCOUNT),
            bit(0x800000, ZEROTAGS));

    private record Bit(long mask, GfpFlag flag) {}

    private static final Bit[] FIXED = {
        bit(0x1, DMA),
        bit(0x2, HIGHMEM),
        bit(0x4, DMA32),
        bit(0x8, MOVABLE),
        bit(0x20, HIGH),
        bit(0x40, IO),
        bit(0x80, FS)
    };

    private final Bit[] bits;

    GfpEpoch(Bit... bits) {
        this.bits = bits;
    }

    private static Bit bit(long mask, GfpFlag flag) {
        return new Bit(mask, flag);
    }

    /** The bits that a kernel of that version printed. */
    public static GfpEpoch of(KernelVersion version) {
        if (!version.atLeast(4, 4)) {
            return A;
        }
        if (!version.atLeast(4, 10)) {
            return B;
        }
        if (!version.atLeast(4, 18)) {
            return C;
        }
        return version.atLeast(5, 1) ? E : D;
    }

    /** The flags of {@code mode}; bits that this version gave no name are left out. */
    public Set<GfpFlag> flags(long mode, KernelVersion version) {
        Set<GfpFlag> flags = EnumSet.noneOf(GfpFlag.class);
        table(version).forEach((flag, mask) -> {
            if ((mode & mask) != 0) {
                flags.add(flag);
            }
        });
        return flags;
    }

    /** The bits of {@code mode} that this version gave no name. */
    public long unnamed(long mode, KernelVersion version) {
        long known = 0;
        for (long mask : table(version).values()) {
            known |= mask;
        }
        return mode & ~known;
    }

    private Map<GfpFlag, Long> table(KernelVersion version) {
        Map<GfpFlag, Long> table = new EnumMap<>(GfpFlag.class);
        for (Bit bit : FIXED) {
            table.put(bit.flag, bit.mask);
        }
        for (Bit bit : bits) {
            table.put(bit.flag, bit.mask);
        }
        GfpFlag accounting = accounting(version);
        if (accounting != null) {
            table.put(accounting, 0x100000L);
        }
        return table;
    }

    /** Bit 0x100000 of A and B had four lives; null where the version doesn't settle which. */
    private GfpFlag accounting(KernelVersion version) {
        if (version == null || (this != A && this != B)) {
            return null;
        }
        if (version.isEl7() || version.atLeast(4, 5)) {
            return ACCOUNT;
        }
        if (version.atLeast(4, 2)) {
            return NOACCOUNT;
        }
        return version.atLeast(3, 8) && !version.atLeast(3, 16) ? KMEMCG : null;
    }
}
