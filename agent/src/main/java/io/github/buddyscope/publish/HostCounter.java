// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.publish;

import io.github.buddyscope.model.HostSample;
import io.github.buddyscope.model.VmStat;
import io.github.buddyscope.model.ZoneInfo;

/** The counters of {@code /proc/vmstat} that tell how hard the host works for large blocks. */
public enum HostCounter {
    DIRECT_RECLAIMS("DirectReclaims", "allocstall", "Entries of an allocating task into reclaim"),
    DIRECT_COMPACTIONS("DirectCompactions", "compact_stall", "Direct compactions that ran"),
    COMPACTIONS_FAILED("CompactionsFailed", "compact_fail", "Direct compactions that gave no block"),
    COMPACTIONS_SUCCEEDED("CompactionsSucceeded", "compact_success", "Direct compactions that gave a block"),
    HUGE_PAGE_FAULTS("HugePageFaults", "thp_fault_alloc", "Page faults served by a transparent huge page"),
    HUGE_PAGE_FALLBACKS("HugePageFallbacks", "thp_fault_fallback", "Page faults that got small pages for a huge one"),
    KSWAPD_RUNS("KswapdRuns", "pageoutrun", "Wake-ups of kswapd that balanced a node"),
    OOM_KILLS("OomKills", "oom_kill", "Processes killed for want of memory, of control groups too");

    private final String title;
    private final String kernelName;
    private final String meaning;

    HostCounter(String title, String kernelName, String meaning) {
        this.title = title;
        this.kernelName = kernelName;
        this.meaning = meaning;
    }

    /** Its name as an attribute, e.g. {@code DirectReclaims}. */
    public String title() {
        return title;
    }

    /** What it counts, with the kernel's own name for it. */
    public String meaning() {
        return meaning + " (" + kernelName + ")";
    }

    /** Since boot; {@link ZoneInfo#UNKNOWN} where the kernel has no such counter or it can't be read. */
    public long total(HostSample sample) {
        VmStat vmStat = sample == null ? null : sample.vmStat();
        if (vmStat == null) {
            return ZoneInfo.UNKNOWN;
        }
        return this == DIRECT_RECLAIMS ? vmStat.allocStalls() : vmStat.get(kernelName);
    }

    /**
     * Over the period; {@link ZoneInfo#UNKNOWN} for the first sample, and where the counter went back: the kernel adds
     * up its processors' parts without a lock.
     */
    public long delta(HostReading reading) {
        long now = total(reading.now());
        long before = total(reading.previous());
        return now < 0 || before < 0 || now < before ? ZoneInfo.UNKNOWN : now - before;
    }
}
