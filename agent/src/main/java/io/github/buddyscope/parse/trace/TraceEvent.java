// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.trace;

/** The tracepoints that Buddyscope reads, under the kernel's own names. */
public enum TraceEvent {
    PAGE_ALLOC("kmem", "mm_page_alloc"),
    RECLAIM_BEGIN("vmscan", "mm_vmscan_direct_reclaim_begin"),
    RECLAIM_END("vmscan", "mm_vmscan_direct_reclaim_end"),
    COMPACTION_TRY("compaction", "mm_compaction_try_to_compact_pages"),
    COMPACTION_BEGIN("compaction", "mm_compaction_begin"),
    COMPACTION_END("compaction", "mm_compaction_end"),
    RECLAIM_RETRY_ZONE("oom", "reclaim_retry_zone"),
    COMPACT_RETRY("oom", "compact_retry"),
    EXTFRAG("kmem", "mm_page_alloc_extfrag");

    private static final TraceEvent[] ALL = values();

    private final String system;
    private final String printed;

    TraceEvent(String system, String printed) {
        this.system = system;
        this.printed = printed;
    }

    /** The event's directory under {@code events}. */
    public String system() {
        return system;
    }

    /** The event's name in its directory and on its lines. */
    public String printed() {
        return printed;
    }

    /** The event of that name in {@code line}; null for one that isn't read. */
    static TraceEvent named(byte[] line, int from, int to) {
        for (TraceEvent event : ALL) {
            if (event.printed.length() == to - from && Ascii.startsWith(line, from, to, event.printed)) {
                return event;
            }
        }
        return null;
    }
}
