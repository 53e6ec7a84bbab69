// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.advice;

import io.github.buddyscope.diagnosis.request.ClassZone;
import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import java.util.List;

/** What is laid out at boot: CMA areas, the bounce buffer, the kernel's own address space. */
final class BootAdvice {
    private static final String LASTING = "the boot loader's configuration";
    /** A mapping takes at most so many slots in a row, of 2 KiB each ({@code IO_TLB_SEGSIZE}, {@code IO_TLB_SHIFT}). */
    private static final long LARGEST_MAPPING = 128 * 2048;

    private static final long USUAL_SLOTS = 32768;
    private static final int NO_MEMORY = -12;
    private static final int BUSY = -16;

    private BootAdvice() {}

    /** Free memory of CMA areas that couldn't serve. */
    static void smallerCma(List<Advice> advice) {
        advice.add(new Advice(
                "cma= on the kernel command line",
                "a smaller area (dmesg shows its size as reserved), if its users can do with less: it takes a reboot",
                "free pages of a CMA area count as free but serve movable requests only",
                "the devices that the area is for (cameras, displays) may fail",
                LASTING,
                Settings.PARAMETERS));
    }

    static void cma(Circumstances here, List<Advice> advice) {
        Cma cma = here.attempt().report().detail() instanceof Cma detail ? detail : null;
        String area = cma == null || cma.area() == null ? "" : ", for the default area only";
        if (cma != null && cma.error() != NO_MEMORY && cma.error() != BUSY) {
            return;
        }
        if (cma != null && cma.error() == BUSY) {
            advice.add(new Advice(
                    "what occupies the CMA area",
                    "try again when less is going on: echo 1 > /proc/sys/vm/compact_memory first",
                    "pages in the area couldn't be moved away in time; those pinned by I/O can't while it lasts",
                    "none but the time it takes",
                    "a larger area (cma=) has more room between them",
                    "kernel documentation, admin-guide/mm/cma_debugfs.rst"));
            return;
        }
        advice.add(new Advice(
                "cma= on the kernel command line",
                "a larger area" + area + ", e.g. twice the CmaTotal of /proc/meminfo: it takes a reboot",
                "the area had no room for so many pages in a row",
                "memory of the area serves movable requests only",
                LASTING,
                Settings.PARAMETERS));
    }

    static void swiotlb(Circumstances here, List<Advice> advice) {
        Swiotlb detail = here.attempt().report().detail() instanceof Swiotlb full ? full : null;
        if (detail != null && detail.totalSlots() != null && detail.totalSlots() == 0) {
            advice.add(new Advice(
                    "the IOMMU or the bounce buffer",
                    "look for iommu=off, intel_iommu=off, amd_iommu=off or swiotlb=noforce in /proc/cmdline and in dmesg for"
                            + " why neither was set up; take them away: it takes a reboot",
                    "a device that can't reach all memory needs one of the two, and this kernel has set up neither for it",
                    "an IOMMU costs some throughput; a bounce buffer takes 64 MiB of low memory by default",
                    LASTING,
                    Settings.PARAMETERS));
            return;
        }
        if (detail != null && detail.bytes() != null && detail.bytes() > LARGEST_MAPPING) {
            advice.add(new Advice(
                    "the driver's largest segment",
                    "a newer driver, or its option for smaller transfers (for disks max_sectors_kb)",
                    "the bounce buffer never maps more than 256 KiB at once, however large it is",
                    "smaller transfers, so less throughput",
                    "",
                    "kernel documentation, core-api/swiotlb.rst"));
            return;
        }
        Long total = detail == null ? null : detail.totalSlots();
        boolean known = total != null && total > 0 && total < 1 << 22;
        long slots = known ? 2 * total : 2 * USUAL_SLOTS;
        advice.add(new Advice(
                "swiotlb= on the kernel command line",
                "swiotlb=" + slots + " (" + (known ? "now " + total : "by default " + USUAL_SLOTS)
                        + " slots of 2 KiB): it takes a reboot. Where there is an IOMMU, switching it on makes the buffer"
                        + " needless for most devices",
                "the device can't reach all memory, and the buffer through which its data is copied was full",
                slots / 512 + " MiB of low memory that serve nothing else",
                LASTING,
                Settings.PARAMETERS));
    }

    /** Address space, not memory: on 64 bits there is enough but for the kernel's own code. */
    static void addressSpace(Circumstances here, List<Advice> advice) {
        if (here.trail().has("module_alloc", "load_module", "move_module", "execmem_alloc")) {
            advice.add(new Advice(
                    "the space for kernel modules",
                    "look in /proc/vmallocinfo for who fills it; unload what isn't used; where udev loads one module for"
                            + " every CPU at once at boot, build it in or list it in /etc/modules-load.d",
                    "modules and other kernel code live in a small range of addresses, and it was full for the moment",
                    "none for memory",
                    "",
                    "proc(5), modules-load.d(5)"));
            return;
        }
        String kernel = here.attempt().report().origin().kernel();
        boolean wide = kernel != null
                && (kernel.contains("x86_64")
                        || kernel.contains("amd64")
                        || kernel.contains("aarch64")
                        || kernel.contains("arm64"));
        boolean narrow = here.attempt().printedZones().contains(ClassZone.HIGHMEM);
        advice.add(new Advice(
                "the kernel's address space",
                "look in /proc/vmallocinfo for who fills it",
                "the request found no free range of addresses of its size; memory has nothing to do with it",
                "none",
                "",
                "proc(5)"));
        if (!wide) {
            advice.add(new Advice(
                    "vmalloc= on the kernel command line",
                    "vmalloc=256M, or twice the VmallocTotal of /proc/meminfo"
                            + (narrow ? "" : ", on a kernel of 32 bits") + ": it takes a reboot",
                    "makes the range larger",
                    "that much less low memory, which a kernel of 32 bits is short of anyway",
                    LASTING,
                    Settings.PARAMETERS));
        }
    }

    /** The caller wanted more than there is. */
    static void tooLarge(Circumstances here, List<Advice> advice) {
        Vmalloc detail = here.attempt().report().detail() instanceof Vmalloc vmalloc ? vmalloc : null;
        advice.add(new Advice(
                "the size that was asked for",
                "look at who asked and with what number"
                        + (detail == null || detail.bytes() == null ? "" : ": " + detail.bytes() + " bytes")
                        + "; often a size out of a request or a damaged header",
                "it is more than the memory of the whole host, so no setting can make it succeed",
                "none",
                "",
                "mm/vmalloc.c, __vmalloc_node_range"));
    }

    static void memmapOnMemory(Circumstances here, List<Advice> advice) {
        if (here.since(5, 13)) {
            advice.add(new Advice(
                    "memory_hotplug.memmap_on_memory=1 on the kernel command line",
                    "memory_hotplug.memmap_on_memory=1: it takes a reboot, and a platform that supports it",
                    "memory that is plugged in then holds its own map, and takes none from the memory that is short",
                    "plugged-in memory that can't become huge pages of 1 GiB as a whole",
                    LASTING,
                    "kernel documentation, admin-guide/mm/memory-hotplug.rst"));
        }
    }
}
