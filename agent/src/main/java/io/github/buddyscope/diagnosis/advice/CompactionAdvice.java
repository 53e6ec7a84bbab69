// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.zone.Fragmentation;
import io.github.buddyscope.model.ReportZone;
import java.util.List;

/** How the kernel makes large blocks of small ones, and huge pages, which want the largest. */
final class CompactionAdvice {
    private static final long USUAL_PROACTIVENESS = 20;
    private static final long MOST_PROACTIVENESS = 60;
    private static final long USUAL_THRESHOLD = 500;
    private static final String THP = "/sys/kernel/mm/transparent_hugepage/";
    private static final String THP_SOURCE = "kernel documentation, admin-guide/mm/transhuge.rst";

    private CompactionAdvice() {}

    static void compactMemory(List<Advice> advice) {
        advice.add(new Advice(
                "vm.compact_memory",
                "echo 1 > /proc/sys/vm/compact_memory, once, in a quiet hour",
                "moves pages together so that larger free blocks appear in all zones. Where it brings too few, echo 3 >"
                        + " /proc/sys/vm/drop_caches before it shows, as a test and no more, whether caches hold the rest",
                "costs CPU time and delays tasks while it runs; pinned and unmovable pages stay, and fragmentation returns."
                        + " Dropped caches are read from disk again",
                "",
                Settings.VM));
    }

    static void proactiveness(Circumstances here, List<Advice> advice) {
        Long now = here.settings().compactionProactiveness();
        if (!here.offers(now, 5, 9) || now != null && now >= MOST_PROACTIVENESS) {
            return;
        }
        long before = now == null ? USUAL_PROACTIVENESS : now;
        long value = before == 0 ? USUAL_PROACTIVENESS : Math.min(2 * before, MOST_PROACTIVENESS);
        String name = "vm.compaction_proactiveness";
        advice.add(new Advice(
                name,
                Settings.set(name, value, now, USUAL_PROACTIVENESS) + ", watched",
                "lets kcompactd keep larger blocks free in the background before anyone asks",
                "system-wide work with possible latency spikes; be careful near 100",
                Settings.inFile(name, value),
                Settings.VM));
    }

    /**
     * Only where the threshold kept the zone from being compacted: its index is between 0 and the threshold, and the kernel
     * asks (for every order up to 4.8, for those above 3 since; {@code compaction_suitable}, mm/compaction.c).
     */
    static void extfragThreshold(Circumstances here, List<Advice> advice) {
        Long now = here.settings().extfragThreshold();
        long threshold = now == null ? USUAL_THRESHOLD : now;
        ReportZone zone = here.zone();
        boolean asks = here.attempt().order() > 3 || here.attempt().version() != null && !here.since(4, 9);
        if (!here.attempt().flags().mayWait() || !asks || zone == null || zone.buddy() == null || threshold == 0) {
            return;
        }
        int index = Fragmentation.fragmentationIndex(
                zone.buddy().counts(), here.attempt().order());
        if (index < 0 || index > threshold) {
            return;
        }
        String name = "vm.extfrag_threshold";
        long value = Math.max(0, Math.min(index - 1, 200));
        advice.add(new Advice(
                name,
                Settings.set(name, value, now, USUAL_THRESHOLD),
                "the fragmentation index of " + zone.id() + " was " + index + ", not above the threshold, so the kernel"
                        + " reclaimed there and didn't compact",
                "more compaction that leads to nothing, where memory is what is short",
                Settings.inFile(name, value),
                Settings.VM));
    }

    /** Since 6.15, a kernel that is told so at boot keeps blocks of one kind together. */
    static void defragMode(Circumstances here, List<Advice> advice) {
        Long now = here.host().defragMode();
        if (!here.offers(now, 6, 15) || now != null && now != 0) {
            return;
        }
        String name = "vm.defrag_mode";
        advice.add(new Advice(
                name,
                "sysctl -w " + name + "=1, best right after boot: fragmentation that is there may be permanent",
                "the allocator then tries harder to avoid mixing kinds of pages in a block, and reclaims and compacts"
                        + " before it does",
                "more reclaim and compaction under load",
                Settings.inFile(name, 1),
                Settings.VM));
    }

    static void hugePages(Circumstances here, List<Advice> advice) {
        String defrag = here.settings().thpDefrag();
        if (defrag == null && !here.hostKnown() || "always".equals(defrag)) {
            String value = here.since(4, 11) ? "defer+madvise" : "madvise";
            String now = defrag == null ? " (where cat shows [always])" : " (now " + defrag + ")";
            advice.add(new Advice(
                    "transparent_hugepage/defrag",
                    "echo " + value + " > " + THP + "defrag" + now,
                    "a page fault then doesn't reclaim and compact for a huge page, unless the program asked for huge pages",
                    "fewer huge pages, so more misses of the TLB in programs that gain from them",
                    Settings.inTmpfiles(THP + "defrag", value),
                    THP_SOURCE));
        }
        if ("always".equals(here.settings().thpEnabled())) {
            advice.add(new Advice(
                    "transparent_hugepage/enabled",
                    "echo madvise > " + THP + "enabled (now always)",
                    "only programs that ask for huge pages then compete for the largest blocks",
                    "fewer huge pages for all others",
                    "transparent_hugepage=madvise on the kernel command line",
                    THP_SOURCE));
        }
    }

    static void hugetlb(List<Advice> advice) {
        advice.add(new Advice(
                "hugepages= on the kernel command line",
                "hugepages=N (with hugepagesz= for other sizes): it takes a reboot",
                "at boot memory isn't fragmented yet, so the pool gets what it asks for",
                "that memory serves nobody else",
                "the boot loader's configuration",
                "kernel documentation, admin-guide/mm/hugetlbpage.rst"));
    }
}
