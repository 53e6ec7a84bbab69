// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import io.github.buddyscope.model.HostFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * What to try, by cause. Only what fits: a request that was short of memory gains nothing from compaction, and one that
 * could wait gains nothing from a larger reserve. Texts follow Documentation/admin-guide/sysctl/vm.rst.
 */
final class Remedies {
    private static final Advice COMPACT = new Advice(
            "vm.compact_memory",
            "echo 1 > /proc/sys/vm/compact_memory, once, in a quiet hour",
            "moves pages together so that larger free blocks appear in all zones",
            "costs CPU time and delays tasks while it runs; pinned and unmovable pages stay, and fragmentation returns"
                    + " (kernel documentation, sysctl/vm)",
            "",
            "Documentation/admin-guide/sysctl/vm.rst");

    private static final Advice PROACTIVE = new Advice(
            "vm.compaction_proactiveness",
            "from the default of 20 to 30 or 40, watched",
            "lets kcompactd keep larger blocks free in the background before anyone asks",
            "system-wide work with possible latency spikes; be careful near 100 (kernel documentation, sysctl/vm)",
            "",
            "Documentation/admin-guide/sysctl/vm.rst");

    private static final Advice SCALE = new Advice(
            "vm.watermark_scale_factor",
            "from the default of 10 (0.1 per cent of memory) to 20 or 50",
            "wakes kswapd earlier and lets it free more, so that requests that can't wait find free pages; min stays",
            "that much less memory for the page cache (kernel documentation, sysctl/vm)",
            "",
            "Documentation/admin-guide/sysctl/vm.rst");

    private static final Advice BOOST = new Advice(
            "vm.watermark_boost_factor",
            "lower it from the default of 15000, to 0 as a test",
            "the boost after fragmentation events raised min above what was free here; without it this request would have"
                    + " passed the mark",
            "less background reclaim against fragmentation, so more of it in the long run (kernel documentation,"
                    + " sysctl/vm)",
            "",
            "Documentation/admin-guide/sysctl/vm.rst");

    private static final Advice RING = new Advice(
            "driver ring size and MTU",
            "ethtool -g DEV shows the rings, ethtool -G DEV rx N tx N makes them smaller; avoid jumbo MTUs if they force"
                    + " large blocks; look for a newer driver",
            "the request came from the network side, and smaller rings or frames need smaller blocks",
            "changing rings resets the link for a moment; too small rings drop packets under load (ethtool manual)",
            "",
            "ethtool(8)");

    private static final Advice RESERVE_RATIO = new Advice(
            "vm.lowmem_reserve_ratio",
            "raise the closed zone's ratio step by step (256 for DMA and DMA32, 32 for Normal by default): larger is less"
                    + " reserve",
            "opens the lower zone's free memory to requests like this",
            "devices that can only use low memory may then find none (kernel documentation, sysctl/vm)",
            "",
            "Documentation/admin-guide/sysctl/vm.rst");

    private static final Advice CMA = new Advice(
            "cma= on the kernel command line",
            "a smaller area, if its users can do with less",
            "free pages of a CMA area count as free but serve movable requests only",
            "the devices that the area is for (cameras, displays) may fail (kernel documentation, kernel-parameters)",
            "",
            "Documentation/admin-guide/kernel-parameters.txt");

    private static final Advice BINDING = new Advice(
            "cpuset.mems or numactl",
            "allow the task the nodes that have memory, or give its node more room",
            "the limit kept the request from memory that was free",
            "memory of another node is slower to reach (kernel documentation, cgroup-v2 and numa_memory_policy)",
            "",
            "Documentation/admin-guide/cgroup-v2.rst");

    private static final Advice DMA_MASK = new Advice(
            "the driver that asks for low memory",
            "a newer driver or a device with a wider DMA mask; else a driver option for fewer or smaller buffers",
            "only low zones can serve it, whatever else is free",
            "none for the host (kernel documentation, core-api/dma-api)",
            "",
            "Documentation/core-api/dma-api.rst");

    private Remedies() {}

    static List<Advice> of(Attempt attempt, Finding finding, Asker asker, HostFacts host) {
        List<Advice> advice = new ArrayList<>();
        boolean atomic = attempt.flags().atomic();
        switch (finding.cause()) {
            case FRAGMENTATION -> {
                minFreeKbytes(attempt, advice);
                advice.add(COMPACT);
                if (attempt.version() != null && attempt.version().atLeast(5, 9)) {
                    advice.add(PROACTIVE);
                }
            }
            case SHORTAGE -> {
                if (atomic) {
                    minFreeKbytes(attempt, advice);
                    if (attempt.version() != null && attempt.version().atLeast(4, 6)) {
                        advice.add(SCALE);
                    }
                }
                if (finding.zone() != null && finding.zone().boostDecided()) {
                    advice.add(BOOST);
                }
            }
            case RESERVED -> {
                if (onlyCma(attempt, finding)) {
                    advice.add(CMA);
                }
                if (attempt.order() > 0) {
                    advice.add(COMPACT);
                }
            }
            case LOWMEM_PROTECTED -> advice.add(RESERVE_RATIO);
            case CONSTRAINED ->
                advice.add(
                        attempt.classZone() == ClassZone.DMA || attempt.classZone() == ClassZone.DMA32
                                ? DMA_MASK
                                : BINDING);
            case CGROUP_LIMIT, UNKNOWN -> {}
        }
        boolean ring = finding.cause() == Cause.FRAGMENTATION || finding.cause() == Cause.RESERVED;
        if (ring && attempt.order() > 0 && OriginNames.network(asker.origin())) {
            advice.add(RING);
        }
        return advice;
    }

    private static boolean onlyCma(Attempt attempt, Finding finding) {
        return finding.zone() != null
                && finding.zone().zone().buddy() != null
                && Blocks.typesFrom(finding.zone().zone().buddy(), attempt.order())
                                .indexOf('C')
                        >= 0;
    }

    /** None where it is a twentieth of the memory already. */
    private static void minFreeKbytes(Attempt attempt, List<Advice> advice) {
        MinFreeKbytes now = MinFreeKbytes.of(attempt);
        if (now != null && now.atMostKb() <= now.kb()) {
            return;
        }
        String attemptText = "2 to 3 times the present value (sysctl vm.min_free_kbytes), in steps and watched";
        if (now != null) {
            long most = now.atMostKb();
            String range = most >= 2 * now.kb() ? 2 * now.kb() + " to " + most : "at most " + most;
            attemptText = "about " + now.kb() + " kB now (the sum of the zones' min); try " + range
                    + " kB, in steps and watched" + share(now, most);
        }
        advice.add(new Advice(
                "vm.min_free_kbytes",
                attemptText,
                "the practitioners' first step: kswapd starts earlier and more stays free, so larger blocks survive and"
                        + " requests that can't wait find some",
                "that memory is lost to everyone else; never at an extreme: below 1024 kB the host breaks subtly, too high"
                        + " it kills processes at once (kernel documentation, sysctl/vm)",
                "",
                "Documentation/admin-guide/sysctl/vm.rst"));
    }

    private static String share(MinFreeKbytes now, long most) {
        if (now.managedKb() <= 0) {
            return "";
        }
        long tenths = most * 1000 / now.managedKb();
        return ", which is up to " + tenths / 10 + "." + tenths % 10 + " per cent of memory";
    }
}
