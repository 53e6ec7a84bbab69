// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.model.FailureKind;
import java.util.List;

/** How much the kernel keeps free: min_free_kbytes and what moves the watermarks. */
final class ReserveAdvice {
    private static final long USUAL_SCALE = 10;
    private static final long MOST_SCALE = 500;

    private ReserveAdvice() {}

    /**
     * None for a limit that isn't the host's memory, for an out-of-memory kill, which it would only bring nearer, and
     * where it is a twentieth of the memory already.
     */
    static void minFreeKbytes(Circumstances here, List<Advice> advice) {
        if (here.cause() == Cause.CGROUP_LIMIT || here.kind() == FailureKind.OOM_KILL) {
            return;
        }
        Long set = here.settings().minFreeKbytes();
        MinFreeKbytes printed = MinFreeKbytes.of(here.attempt());
        MinFreeKbytes now = set != null ? new MinFreeKbytes(set, here.memoryKb()) : printed;
        if (now != null && now.atMostKb() <= now.kb()) {
            return;
        }
        String name = "vm.min_free_kbytes";
        String attempt =
                "sysctl -w " + name + "=N with 2 to 3 times what sysctl " + name + " shows, in steps and watched";
        Object kept = "N";
        if (now != null) {
            long most = now.atMostKb();
            long first = Math.min(2 * now.kb(), most);
            kept = first;
            String range = first < most ? first + " to " + most : "at most " + most;
            attempt =
                    "sysctl -w " + name + "=" + first + " (" + (set != null ? "now " : "now about ") + now.kb() + " kB"
                            + (set != null ? "" : ", the sum of the zones' min") + "); try " + range
                            + " kB, in steps and watched"
                            + (now.managedKb() > 0 ? ", which is up to " + Settings.share(most, now.managedKb()) : "");
        }
        long harmful = now == null ? 0 : now.managedKb() / 20;
        advice.add(new Advice(
                name,
                attempt,
                "the practitioners' first step: kswapd starts earlier and more stays free, so larger blocks survive and"
                        + " requests that can't wait find some",
                "that memory is lost to everyone else; never at an extreme: below 1024 kB the host breaks subtly, too high"
                        + " it kills processes at once"
                        + (harmful > 0
                                ? "; from about " + harmful + " kB, a twentieth of memory, it harms more than it helps"
                                : ""),
                Settings.inFile(name, kept),
                Settings.VM));
    }

    static void scaleFactor(Circumstances here, List<Advice> advice) {
        Long now = here.settings().watermarkScaleFactor();
        if (!here.offers(now, 4, 6) || now != null && now >= MOST_SCALE) {
            return;
        }
        long value = now == null || now <= USUAL_SCALE ? 50 : Math.min(2 * now, MOST_SCALE);
        String name = "vm.watermark_scale_factor";
        long kb = here.memoryKb() * value / 10_000;
        advice.add(new Advice(
                name,
                Settings.set(name, value, now, USUAL_SCALE),
                "wakes kswapd earlier and lets it free more, so that requests that can't wait find free pages; min stays",
                "that much less memory for the page cache: " + value + " is " + value / 100 + "." + value % 100 / 10
                        + value % 10 + " per cent of memory" + (kb > 0 ? " (" + kb / 1024 + " MiB)" : "")
                        + " between one watermark and the next",
                Settings.inFile(name, value),
                Settings.VM));
    }

    /** Only where the boost decided. */
    static void boostFactor(Circumstances here, List<Advice> advice) {
        Long now = here.settings().watermarkBoostFactor();
        boolean decided = here.finding().zone() != null && here.finding().zone().boostDecided();
        if (!decided || now != null && now == 0) {
            return;
        }
        String name = "vm.watermark_boost_factor";
        advice.add(new Advice(
                name,
                Settings.set(name, 0, now, 15_000) + " as a test, then something between",
                "the boost after fragmentation events raised min above what was free here; without it this request would"
                        + " have passed the mark",
                "less background reclaim against fragmentation, so more of it in the long run",
                Settings.inFile(name, "N"),
                Settings.VM));
    }

    /** Only where the host has it on. */
    static void zoneReclaim(Circumstances here, List<Advice> advice) {
        Long now = here.settings().zoneReclaimMode();
        if (now == null || now == 0 || here.atomic()) {
            return;
        }
        String name = "vm.zone_reclaim_mode";
        advice.add(new Advice(
                name,
                Settings.set(name, 0, now),
                "a node that is full then takes memory of other nodes, and needn't reclaim its own first",
                "more memory of other nodes, which is slower to reach",
                Settings.inFile(name, 0),
                Settings.VM));
    }

    /** For want of memory and nothing else: what uses it. */
    static void demand(Circumstances here, List<Advice> advice) {
        advice.add(new Advice(
                "what uses the memory",
                "find the largest users (the task list of the report, ps, slabtop) and give them less: for a JVM -Xmx and"
                        + " -XX:MaxDirectMemorySize; or give the host more memory or swap",
                "memory itself was short, and the request could wait for reclaim, which found nothing in time: no setting of"
                        + " the allocator's makes more of it",
                "a heap that is too small collects all the time; swap is slow",
                "",
                "kernel documentation, admin-guide/mm/concepts.rst"));
    }

    /** The zone's memory is there for lower zones only. */
    static void lowmemReserveRatio(Circumstances here, List<Advice> advice) {
        String name = "vm.lowmem_reserve_ratio";
        int index = index(here);
        List<Long> now = here.host().lowmemReserveRatio();
        String attempt =
                "raise the ratio of the closed zone step by step, which lessens the reserve (by default 256 for DMA"
                        + " and DMA32, 32 for Normal)";
        Object kept = "N N N";
        if (index >= 0 && index < now.size() && now.get(index) > 0) {
            StringBuilder before = new StringBuilder();
            StringBuilder after = new StringBuilder();
            for (int i = 0; i < now.size(); i++) {
                before.append(i == 0 ? "" : " ").append(now.get(i));
                after.append(i == 0 ? "" : " ").append(i == index ? 2 * now.get(i) : now.get(i));
            }
            attempt = "sysctl -w " + name + "=\"" + after + "\" (now " + before
                    + "): twice the ratio is half the reserve";
            kept = after;
        }
        advice.add(new Advice(
                name,
                attempt,
                "opens the lower zone's free memory to requests like this",
                "devices that can only use low memory may then find none",
                Settings.inFile(name, kept),
                Settings.VM));
    }

    /** Which of the numbers is the closed zone's: the list has one a zone that the kernel was built with. */
    private static int index(Circumstances here) {
        ClassZone closed =
                here.zone() == null ? null : ClassZone.named(here.zone().id().zone());
        boolean dma = here.attempt().printedZones().contains(ClassZone.DMA);
        boolean dma32 = here.attempt().printedZones().contains(ClassZone.DMA32);
        if (closed == null || !dma) {
            return -1;
        }
        return switch (closed) {
            case DMA -> 0;
            case DMA32 -> 1;
            case NORMAL -> dma32 ? 2 : 1;
            default -> -1;
        };
    }
}
