// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import java.util.HashMap;
import java.util.Map;

/** A single flag of a request, by the kernel's name (include/linux/gfp.h, include/trace/events/mmflags.h). */
public enum GfpFlag {
    DMA("GFP_DMA"),
    HIGHMEM("__GFP_HIGHMEM"),
    DMA32("GFP_DMA32"),
    MOVABLE("__GFP_MOVABLE"),
    RECLAIMABLE("__GFP_RECLAIMABLE"),
    HIGH("__GFP_HIGH"),
    IO("__GFP_IO"),
    FS("__GFP_FS"),
    /** Up to 4.3: the request may sleep. */
    WAIT("__GFP_WAIT"),
    /** 4.4 to 6.2: the request can't sleep and may dip into reserves. */
    ATOMIC("__GFP_ATOMIC"),
    /** Since 4.4: the request may reclaim and compact, so it may sleep. */
    DIRECT_RECLAIM("__GFP_DIRECT_RECLAIM"),
    KSWAPD_RECLAIM("__GFP_KSWAPD_RECLAIM"),
    NO_KSWAPD("__GFP_NO_KSWAPD"),
    COLD("__GFP_COLD"),
    NOWARN("__GFP_NOWARN"),
    REPEAT("__GFP_REPEAT"),
    RETRY_MAYFAIL("__GFP_RETRY_MAYFAIL"),
    NOFAIL("__GFP_NOFAIL"),
    NORETRY("__GFP_NORETRY"),
    MEMALLOC("__GFP_MEMALLOC"),
    COMP("__GFP_COMP"),
    ZERO("__GFP_ZERO"),
    NOMEMALLOC("__GFP_NOMEMALLOC"),
    HARDWALL("__GFP_HARDWALL"),
    THISNODE("__GFP_THISNODE"),
    KMEMCG("__GFP_KMEMCG"),
    NOACCOUNT("__GFP_NOACCOUNT"),
    ACCOUNT("__GFP_ACCOUNT"),
    NOTRACK("__GFP_NOTRACK"),
    OTHER_NODE("__GFP_OTHER_NODE"),
    WRITE("__GFP_WRITE"),
    ZEROTAGS("__GFP_ZEROTAGS");

    private static final Map<String, GfpFlag> BY_NAME = new HashMap<>();

    static {
        for (GfpFlag flag : values()) {
            BY_NAME.put(flag.printed, flag);
        }
        BY_NAME.put("__GFP_DMA", DMA);
        BY_NAME.put("__GFP_DMA32", DMA32);
        BY_NAME.put("GFP_NOTRACK", NOTRACK);
    }

    private final String printed;

    GfpFlag(String printed) {
        this.printed = printed;
    }

    /** The name as {@code %pGg} prints it. */
    public String printed() {
        return printed;
    }

    /** The flag of that printed name, null where it isn't a single flag that any rule here knows. */
    public static GfpFlag named(String name) {
        return BY_NAME.get(name);
    }
}
