// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import static io.github.buddyscope.diagnosis.gfp.GfpFlag.*;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which bit of {@code mode:} means what. The bits moved five times (include/linux/gfp.h, since 6.1 gfp_types.h); the
 * letters are ours. DMA, HIGHMEM, DMA32, MOVABLE, HIGH, IO and FS never moved. A bit that had a meaning in a part of an
 * epoch only says from and up to which version.
 */
public enum GfpEpoch {
    /** 2.6.32 to 4.3, el6 and el7 among them. */
    A(
            "up to 4.3",
            bit(0x10, WAIT),
            bit(0x100, COLD),
            bit(0x200, NOWARN),
            bit(0x400, REPEAT),
            bit(0x800, NOFAIL),
            bit(0x1000, NORETRY),
            bit(0x2000, MEMALLOC).since(3, 6),
            bit(0x4000, COMP),
            bit(0x8000, ZERO),
            bit(0x10000, NOMEMALLOC),
            bit(0x20000, HARDWALL),
            bit(0x40000, THISNODE),
            bit(0x80000, RECLAIMABLE),
            bit(0x200000, NOTRACK),
            bit(0x400000, NO_KSWAPD),
            bit(0x800000, OTHER_NODE),
            bit(0x1000000, WRITE).since(3, 3)),
    /** 4.4 to 4.9. */
    B(
            "4.4 to 4.9",
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
            "4.10 to 4.17",
            bit(0x10, RECLAIMABLE),
            bit(0x100, COLD).below(4, 15),
            bit(0x200, NOWARN),
            bit(0x400, REPEAT).below(4, 13),
            bit(0x400, RETRY_MAYFAIL).since(4, 13),
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
            bit(0x200000, NOTRACK).below(4, 15),
            bit(0x400000, DIRECT_RECLAIM),
            bit(0x800000, WRITE),
            bit(0x1000000, KSWAPD_RECLAIM)),
    /** 4.18 to 5.0, and el8. */
    D(
            "4.18 to 5.0",
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
    /** 5.1 to 6.2. */
    E(
            "5.1 to 6.2",
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
            bit(0x800000, ZEROTAGS).since(5, 14)),
    /** 6.3 and later: {@code __GFP_ATOMIC} is gone, atomic is {@code __GFP_HIGH} without direct reclaim. */
    F(
            "6.3 and later",
            bit(0x10, RECLAIMABLE),
            bit(0x100, ZERO),
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

    private static final int NEVER = 99;

    /** A bit and its meaning from one version up to another, that one not included. */
    private record Bit(long mask, GfpFlag flag, int major, int minor, int belowMajor, int belowMinor) {
        Bit since(int thatMajor, int thatMinor) {
            return new Bit(mask, flag, thatMajor, thatMinor, belowMajor, belowMinor);
        }

        Bit below(int thatMajor, int thatMinor) {
            return new Bit(mask, flag, major, minor, thatMajor, thatMinor);
        }

        boolean in(KernelVersion version) {
            return version == null
                    ? belowMajor == NEVER
                    : version.atLeast(major, minor) && !version.atLeast(belowMajor, belowMinor);
        }
    }

    /** Flags that had one bit throughout an epoch and another in the next. */
    private static final Set<GfpFlag> TELLING =
            EnumSet.of(RECLAIMABLE, ATOMIC, DIRECT_RECLAIM, KSWAPD_RECLAIM, ZERO, COMP, HARDWALL, NORETRY, NOMEMALLOC);

    private static final Bit[] FIXED = {
        bit(0x1, DMA),
        bit(0x2, HIGHMEM),
        bit(0x4, DMA32),
        bit(0x8, MOVABLE),
        bit(0x20, HIGH),
        bit(0x40, IO),
        bit(0x80, FS)
    };

    private static final KernelVersion[] FIRST = {
        new KernelVersion(2, 6, 32, 0),
        new KernelVersion(4, 4, 0, 0),
        new KernelVersion(4, 10, 0, 0),
        new KernelVersion(4, 18, 0, 0),
        new KernelVersion(5, 1, 0, 0),
        new KernelVersion(6, 3, 0, 0)
    };

    private final String words;
    private final Bit[] bits;

    GfpEpoch(String words, Bit... bits) {
        this.words = words;
        this.bits = bits;
    }

    /** The versions, e.g. {@code 4.4 to 4.9}. */
    public String words() {
        return words;
    }

    private static Bit bit(long mask, GfpFlag flag) {
        return new Bit(mask, flag, 0, 0, NEVER, 0);
    }

    /** The first version of this epoch. */
    KernelVersion first() {
        return FIRST[ordinal()];
    }

    /** The bits that a kernel of that version printed. */
    public static GfpEpoch of(KernelVersion version) {
        GfpEpoch epoch = A;
        for (GfpEpoch later : values()) {
            if (version.atLeast(later.first().major(), later.first().minor())) {
                epoch = later;
            }
        }
        return epoch;
    }

    /** The bits are those that a kernel of this epoch would have printed beside these names, as far as they tell epochs apart. */
    boolean agrees(long mode, Set<GfpFlag> named) {
        Set<GfpFlag> wanted = EnumSet.copyOf(TELLING);
        wanted.retainAll(named);
        if (this == F && wanted.remove(ATOMIC) && (mode & 0x200) != 0) {
            return false; // the bit of __GFP_ATOMIC until 6.2
        }
        Set<GfpFlag> there = EnumSet.copyOf(TELLING);
        there.retainAll(flags(mode, null));
        return there.equals(wanted);
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
            if (bit.in(version)) {
                table.put(bit.flag, bit.mask);
            }
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
        if (version.atLeast(4, 1)) {
            return NOACCOUNT;
        }
        return version.atLeast(3, 8) && !version.atLeast(3, 16) ? KMEMCG : null;
    }
}
