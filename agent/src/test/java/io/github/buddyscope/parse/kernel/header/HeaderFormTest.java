// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureDetail;
import io.github.buddyscope.model.FailureDetail.Cma;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.Stall;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.parse.kernel.Anchors;
import io.github.buddyscope.parse.kernel.Logs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each wording of each release. */
class HeaderFormTest {
    private static Arguments form(String text, FailureKind kind, String task, Integer order, FailureDetail detail) {
        return Arguments.of(text, kind, task, order, detail);
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form(
                        "java: page allocation failure. order:6, mode:0xd0",
                        FailureKind.PAGE_ALLOC_FAILURE,
                        "java",
                        6,
                        null),
                form(
                        "java: page allocation failure: order:0, mode:0x20",
                        FailureKind.PAGE_ALLOC_FAILURE,
                        "java",
                        0,
                        null),
                form(
                        "java: page allocation stalls for 10079ms, order:2, mode:0x14001c2(GFP_KERNEL), nodemask=(null)",
                        FailureKind.PAGE_ALLOC_STALL,
                        "java",
                        2,
                        new Stall(10079)),
                form(
                        "java: vmalloc: allocation failure: 425984 bytes, mode:0x14000c0(GFP_KERNEL), nodemask=(null)",
                        FailureKind.VMALLOC_FAILURE,
                        "java",
                        null,
                        new Vmalloc(425984L, null, null)),
                form(
                        "java: vmalloc: allocation failure, allocated 12288 of 20480 bytes, mode:0x14080c2(GFP_KERNEL)",
                        FailureKind.VMALLOC_FAILURE,
                        "java",
                        null,
                        new Vmalloc(20480L, 12288L, null)),
                vmalloc("exceeds total pages"),
                vmalloc("vm_struct allocation failed"),
                vmalloc("vm_struct allocation failed. Retrying."),
                vmalloc("page order 9, failed to allocate pages"),
                vmalloc("failed to allocate pages"),
                vmalloc("failed to map pages"),
                vmalloc("failed to allocated page array size 16384"),
                form(
                        "kworker/0:2: vmemmap alloc failure: order:9, mode:0x4cc0(GFP_KERNEL|__GFP_RETRY_MAYFAIL), nodemask=(null)",
                        FailureKind.VMEMMAP_FAILURE,
                        "kworker/0:2",
                        9,
                        null),
                oom("gfp_mask=0x201da, order=0, oom_adj=0", 0, 0),
                oom("gfp_mask=0x201da, order=0, oom_adj=0, oom_score_adj=-17", 0, -17),
                oom("gfp_mask=0x201da, order=1, oom_score_adj=1000", 1, 1000),
                oom("gfp_mask=0x24201ca(GFP_HIGHUSER_MOVABLE|__GFP_COLD), order=0, oom_score_adj=0", 0, 0),
                oom("gfp_mask=0x14200ca(GFP_HIGHUSER_MOVABLE), nodemask=0, order=0, oom_score_adj=0", 0, 0),
                oom("gfp_mask=0x16040c0(GFP_KERNEL), nodemask=(null),  order=2, oom_score_adj=0", 2, 0),
                oom("gfp_mask=0xcc0(GFP_KERNEL), order=-1, oom_score_adj=0", -1, 0),
                form(
                        "vmap allocation for size 8192 failed: use vmalloc=<size> to increase size",
                        FailureKind.VMAP_FAILURE,
                        null,
                        null,
                        new Vmalloc(8192L, null, null)),
                form(
                        "vmap allocation for size 16781312 failed: use vmalloc=<size> to increase size.",
                        FailureKind.VMAP_FAILURE,
                        null,
                        null,
                        new Vmalloc(16781312L, null, null)),
                form(
                        "vmalloc_node_range for size 8192 failed: Address range restricted to 0xffffc90000000000 - 0xffffe8ffffffffff",
                        FailureKind.VMAP_FAILURE,
                        null,
                        null,
                        new Vmalloc(
                                8192L, null, "Address range restricted to 0xffffc90000000000 - 0xffffe8ffffffffff")),
                form(
                        "vmap allocation failed: use vmalloc=<size> to increase size.",
                        FailureKind.VMAP_FAILURE,
                        null,
                        null,
                        new Vmalloc(null, null, null)),
                form(
                        "allocation failed: out of vmalloc space - use vmalloc=<size> to increase size.",
                        FailureKind.VMAP_FAILURE,
                        null,
                        null,
                        new Vmalloc(null, null, null)),
                slab("SLUB: Unable to allocate memory on node -1 (gfp=0x20)", -1),
                slab("SLUB: Unable to allocate memory on node 1, gfp=0x20(GFP_ATOMIC)", 1),
                slab("SLUB: Unable to allocate memory on CPU 12 (of node 1) on node -1, gfp=0x20(GFP_ATOMIC)", -1),
                slab("SLAB: Unable to allocate memory on node 0 (gfp=0x20)", 0),
                slab("SLAB: Unable to allocate memory on node 0, gfp=0x20(GFP_ATOMIC)", 0),
                cma("cma: cma_alloc: alloc failed, req-size: 19200 pages, ret: -12", null, 19200, -12),
                cma("cma: cma_alloc: linux,cma: alloc failed, req-size: 128 pages, ret: -16", "linux,cma", 128, -16),
                cma("cma: __cma_alloc: reserved: alloc failed, req-size: 257 pages, ret: -16", "reserved", 257, -16),
                swiotlb("swiotlb buffer is full", null, null, null, null),
                swiotlb("ata1: swiotlb buffer is full (sz: 4096 bytes)", "ata1", 4096L, null, null),
                swiotlb(
                        "mlx5_core 0000:01:00.0: swiotlb buffer is full (sz: 4096 bytes), total 0 (slots), used 0 (slots)",
                        "mlx5_core 0000:01:00.0",
                        4096L,
                        0L,
                        0L),
                swiotlb(
                        "DMA: Out of SW-IOMMU space for 131072 bytes at device 0000:04:00.0",
                        "0000:04:00.0",
                        131072L,
                        null,
                        null),
                swiotlb("DMA: Out of SW-IOMMU space for 131072 bytes at device ?", null, 131072L, null, null),
                swiotlb(
                        "PCI-DMA: Out of SW-IOMMU space for 65536 bytes at device 0000:04:00.0",
                        "0000:04:00.0",
                        65536L,
                        null,
                        null),
                swiotlb(
                        "qxl 0000:00:03.0: DMA: Out of SW-IOMMU space for 299008 bytes",
                        "qxl 0000:00:03.0",
                        299008L,
                        null,
                        null),
                swiotlb(
                        "swiotlb: coherent allocation failed for device 0000:07:00.0 size=2097152",
                        "0000:07:00.0",
                        2097152L,
                        null,
                        null),
                swiotlb(
                        "software IO TLB: coherent allocation failed for device 0000:07:00.0 size=8",
                        "0000:07:00.0",
                        8L,
                        null,
                        null));
    }

    private static Arguments vmalloc(String reason) {
        String text =
                "java: vmalloc error: size 4096, " + reason + ", mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)";
        return form(text, FailureKind.VMALLOC_FAILURE, "java", null, new Vmalloc(4096L, null, reason));
    }

    private static Arguments oom(String rest, int order, int adjustment) {
        OomKill detail = new OomKill(adjustment, null, null, null, null, null, null, null, null, false, false, 0);
        return form("npm start invoked oom-killer: " + rest, FailureKind.OOM_KILL, "npm start", order, detail);
    }

    private static Arguments slab(String text, int node) {
        return form(
                text, FailureKind.SLAB_FAILURE, null, null, new Slab(node, null, null, null, null, null, List.of()));
    }

    private static Arguments cma(String text, String area, long pages, int error) {
        return form(text, FailureKind.CMA_FAILURE, null, null, new Cma(area, pages, error));
    }

    private static Arguments swiotlb(String text, String device, Long bytes, Long total, Long used) {
        return form(text, FailureKind.SWIOTLB_FULL, null, null, new Swiotlb(device, bytes, total, used));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsEachForm(String text, FailureKind kind, String task, Integer order, FailureDetail detail) {
        for (String prefix : List.of("", " ", "[    1.000000] ", "Apr 14 07:32:42 h kernel: [    1.000000] ", "<4>")) {
            FailureReport failure = Logs.failure(prefix + text);
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.origin().task()).isEqualTo(task);
            assertThat(failure.order()).isEqualTo(order);
            assertThat(failure.detail()).isEqualTo(detail);
            assertThat(failure.text()).endsWith(text);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void hasAnAnchorForEachForm(String text) {
        assertThat(Anchors.in(text)).isTrue();
    }

    @Test
    void readsTheRequestOfEveryKindThatTellsOne() {
        assertThat(Logs.failure(
                                "x: vmalloc error: size 4096, vm_struct allocation failed, mode:0xdc0(GFP_KERNEL|__GFP_ZERO),"
                                        + " nodemask=0,cpuset=syz,3,mems_allowed=0-1")
                        .request())
                .isEqualTo(new Request(null, 0xdc0, List.of("GFP_KERNEL", "__GFP_ZERO"), "0", "syz,3", "0-1"));
        assertThat(Logs.failure("SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC|__GFP_COMP)")
                        .request())
                .isEqualTo(new Request(null, 0xa20, List.of("GFP_ATOMIC", "__GFP_COMP"), null, null, null));
        assertThat(Logs.failure(
                                "x invoked oom-killer: gfp_mask=0x24280ca(GFP_HIGHUSER_MOVABLE|__GFP_ZERO), nodemask=0,2-3, order=0, oom_score_adj=0")
                        .request())
                .isEqualTo(
                        new Request(0, 0x24280ca, List.of("GFP_HIGHUSER_MOVABLE", "__GFP_ZERO"), "0,2-3", null, null));
        assertThat(Logs.failure("vmap allocation for size 8192 failed: use vmalloc=<size> to increase size")
                        .request())
                .isNull();
    }

    @Test
    void givesWhatACutOomHeaderStillSays() {
        assertThat(Logs.failure("dd invoked oom-killer: ").request()).isNull();
        assertThat(Logs.failure("dd invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), ord")
                        .request())
                .isEqualTo(new Request(null, 0xcc0, List.of("GFP_KERNEL"), null, null, null));
        assertThat(Logs.failure("dd invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), nodemask=(nu")
                        .request())
                .isEqualTo(new Request(null, 0xcc0, List.of("GFP_KERNEL"), null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x: page allocation stalls for ms, order:0, mode:0x20",
                "x: page allocation stalls for 5ms",
                "x: page allocation stalls for 5ms, order:0",
                "x: vmalloc error: size 4096",
                "x: vmalloc error: size , exceeds total pages, mode:0x20",
                "x: vmalloc: allocation failure: many bytes, mode:0x20",
                "a driver's long line: vmalloc: allocation failure: 4096 bytes, mode:0x20",
                "vmalloc: allocation failure: 4096 bytes were missing",
                "x: vmemmap alloc failure: order:9",
                "[drm] the GPU's helper invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0",
                "x invoked oom-killer: who knows why",
                "systemd-oomd says x invoked oom-killer",
                "vmap allocation for size huge failed: use vmalloc=<size> to increase size",
                "vmap allocation for size 8192 succeeded",
                "foo: vmap allocation for size 8192 failed: use vmalloc=<size> to increase size",
                "see SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)",
                "SLUB: Unable to allocate memory on node -1",
                "SLUB: Unable to allocate memory on disk 1, gfp=0x20",
                "cma: cma_alloc: alloc failed, req-size: 19200",
                "cma: cma_alloc(cma (ptrval), count 16, align 4)",
                "cma: Reserved 64 MiB at 0x000000003ec00000",
                "cma: number of available pages: 7@121+2048@2048=> 2055 free of 4096 total pages",
                "ion: cma_alloc: alloc failed, req-size: 19200 pages, ret: -12",
                "process 'a b c d swiotlb buffer is full' started",
                "the swiotlb buffer is full (sz: 4096 bytes)",
                "[x] y: swiotlb buffer is full (sz: 4096 bytes)",
                "a: b: swiotlb buffer is full (sz: 4096 bytes)",
                "xhci_hcd 0000:00:14.0: swiotlb buffer is full of water",
                "DMA: Out of SW-IOMMU space for some bytes",
                "coherent allocation failed for device",
                "software IO TLB: mapped [mem 0x00000000bbed1000-0x00000000bfed1000] (64MB)",
                "Out of memory: panic",
                "Out of memory [NV_ERR_NO_MEMORY] (0x00000051)",
                "Out of memory: Killed process (java)",
                "Out of memory: Killed process 12",
                "Out of memory: Kill process 12 (java",
                "Memory cgroup out of memory: OOM victim 12 (java",
                "oom-kill:constraint=NONE",
                "oom-kill:constraint=CONSTRAINT_",
                "oom-kill:constraint=CONSTRAINT_NONESUCH,nodemask=(null)",
                "oom_reaper: reaped process 662 (baloo_file), now anon-rss:0kB, file-rss:4kB, shmem-rss:0kB",
                "oom_reaper: unable to reap pid:662 (java)",
                "Killed process",
                "Killed process 12 by hand",
                "lowmemorykiller: Killing 'java' (12), adj 900",
                "Tasks in /a are going to be killed due to memory.oom.group set",
                "memory: usage 1048556kB, limit 1048576kB, failcnt 153",
                "Task in /a killed as a result of limit of /a",
                "x: Out of memory: Killed process 12 (java) total-vm:1kB, anon-rss:1kB, file-rss:1kB",
                "DMA-API: debugging out of memory - disabling",
                "DMA: failed to allocate 256 KiB GFP_KERNEL pool for atomic allocation",
                "__alloc_pages: 0-order allocation failed (gfp=0x1d2/0)",
                "WARNING: CPU: 3 PID: 2599 at mm/page_alloc.c:4935 __alloc_pages_nodemask+0x2ec/0x330",
                "warn_alloc: 5 callbacks suppressed",
            })
    void takesNothingElseForAFailure(String text) {
        assertThat(Logs.failures(text)).isEmpty();
        assertThat(Logs.failures("[    1.000000] " + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Out of memory",
                "SLUB: Unable to",
                "cma: cma_alloc:",
                "Killed process ",
                "oom-kill:constr",
                "vmalloc: alloca"
            })
    void letsNoTasksNameChooseTheKind(String task) {
        FailureReport failure = Logs.failure(task + ": page allocation failure: order:1, mode:0x20");
        assertThat(failure.kind()).isEqualTo(FailureKind.PAGE_ALLOC_FAILURE);
        assertThat(failure.origin().task()).isEqualTo(task);
        FailureReport kill = Logs.failure(task + " invoked oom-killer: gfp_mask=0x20, order=0, oom_score_adj=0");
        assertThat(kill.kind()).isEqualTo(FailureKind.OOM_KILL);
        assertThat(kill.origin().task()).isEqualTo(task);
    }
}
