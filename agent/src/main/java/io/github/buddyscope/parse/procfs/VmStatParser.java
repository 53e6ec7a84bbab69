// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.procfs;

import io.github.buddyscope.model.VmStat;
import java.util.HashMap;
import java.util.Map;

/** {@code /proc/vmstat} (mm/vmstat.c, {@code vmstat_text}): {@code name value} a line, of which we keep a few. */
public final class VmStatParser {
    /** The counters that are kept, under the names of all releases. */
    private static final WordTable NAMES = new WordTable(
            // entries into direct reclaim: one counter up to 4.7, then by the highest zone that the request may use
            "allocstall",
            "allocstall_dma",
            "allocstall_dma32",
            "allocstall_normal",
            "allocstall_high",
            "allocstall_movable",
            "allocstall_device",
            // pages scanned in direct reclaim: by zone up to 4.7, one counter since
            "pgscan_direct",
            "pgscan_direct_dma",
            "pgscan_direct_dma32",
            "pgscan_direct_normal",
            "pgscan_direct_high",
            "pgscan_direct_movable",
            "pgscan_direct_throttle",
            // pages handed out, by zone
            "pgalloc_dma",
            "pgalloc_dma32",
            "pgalloc_normal",
            "pgalloc_high",
            "pgalloc_movable",
            "pgalloc_device",
            // direct compaction, and wake-ups of kcompactd
            "compact_stall",
            "compact_fail",
            "compact_success",
            "compact_daemon_wake",
            // kswapd: balancing runs, and times it slept too early
            "pageoutrun",
            "kswapd_low_wmark_hit_quickly",
            "kswapd_high_wmark_hit_quickly",
            // pages of the page cache now
            "nr_active_file",
            "nr_inactive_file",
            // huge pages at a fault
            "thp_fault_alloc",
            "thp_fault_fallback",
            // since 4.13
            "oom_kill");

    private VmStatParser() {}

    /** Parses the first {@code length} bytes; null where there is none of our counters. */
    public static Parsed<VmStat> parse(byte[] text, int length) {
        return parse(text, length, new NumberPlaces());
    }

    /** The name of the counter in a column of the places. */
    public static String counter(int column) {
        return NAMES.word(column);
    }

    /** @param places told where the numbers stand, in columns of one row */
    public static Parsed<VmStat> parse(byte[] text, int length, NumberPlaces places) {
        places.clear();
        Problems problems = new Problems();
        Map<String, Long> counters = new HashMap<>(2 * NAMES.size());
        TextScanner line = new TextScanner(text, length);
        while (line.nextLine()) {
            if (line.cut()) {
                problems.add(line, "cut short");
                continue;
            }
            int ours = NAMES.accept(line);
            if (ours < 0) {
                line.skipWord();
            }
            long value = line.number();
            boolean shaped = value != TextScanner.MALFORMED && line.atEnd();
            // a wrapped counter of those that we don't keep is the kernel's affair
            if (!shaped || value == TextScanner.OVERFLOW && ours >= 0) {
                problems.add(line, shaped ? "beyond any counter" : "no name and count");
            } else if (ours >= 0 && counters.putIfAbsent(NAMES.word(ours), value) == null) {
                places.number(line.digitsBegin(), line.digitsEnd(), 0, ours);
            }
        }
        return counters.isEmpty()
                ? problems.parsed(null, "none of the counters that matter")
                : problems.parsed(new VmStat(counters), "");
    }
}
