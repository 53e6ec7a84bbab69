// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.SlabNode;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureDetail.Vmalloc;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures of one line or of few, alone, in floods, and among the lines of others. */
class ShortFailuresTest {
    private static final String VMAP = "vmap allocation for size 8192 failed: use vmalloc=<size> to increase size";

    private static KernelLine line(long number, String text) {
        return new KernelLine(number, text, number, null, null, null);
    }

    @Test
    void handsOnAFloodOneByOneWithoutHoldingIt() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        for (int i = 1; i <= 100_000; i++) {
            assembler.accept(line(i, VMAP));
            assertThat(failures).hasSize(i - 1);
        }
        assembler.accept(line(100_001, "usb 1-1: new device"));
        assertThat(failures).hasSize(100_000);
        assertThat(assembler.gathering()).isFalse();
    }

    @Test
    void holdsOnlySoManyBehindAReportThatIsOpen() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        assembler.accept(line(1, "a: page allocation failure: order:1, mode:0x20"));
        for (int i = 2; i <= 5_000; i++) {
            assembler.accept(line(i, VMAP));
            assertThat(i - failures.size()).isLessThanOrEqualTo(OpenReports.MAX_WAITING);
        }
        assembler.idle();
        assertThat(failures).hasSize(5_000).extracting(f -> f.header().number()).isSorted();
    }

    @Test
    void countsWhatALogDaemonSaysWasRepeated() {
        assertThat(Logs.failures(
                        "Apr 14 07:32:42 h kernel: " + VMAP + "\nApr 14 07:32:43 h last message repeated 3 times\n"
                                + "Apr 14 07:32:44 h kernel: " + VMAP + "\n"))
                .extracting(FailureReport::occurrences)
                .containsExactly(4, 1);
        assertThat(Logs.failures("Apr 14 07:32:42 h kernel: " + VMAP
                        + "\nApr 14 07:32:43 h kernel: message repeated 2 times: [ " + VMAP + "]\n"))
                .extracting(FailureReport::occurrences)
                .containsExactly(3);
    }

    @Test
    void givesEachCountOfSuppressedReportsToItsKind() {
        assertThat(Logs.failures("""
                        [    1.000000] warn_alloc: 1 callbacks suppressed
                        [    1.000001] slab_out_of_memory: 2 callbacks suppressed
                        [    1.000002] swiotlb_tbl_map_single: 3 callbacks suppressed
                        [    1.000003] alloc_vmap_area: 4 callbacks suppressed
                        [    1.000004] cma_alloc: 5 callbacks suppressed
                        [    1.000005] warn_alloc_show_mem: 6 callbacks suppressed
                        [    1.000006] cma: cma_alloc: alloc failed, req-size: 1 pages, ret: -12
                        [    1.000007] vmap allocation for size 8192 failed: use vmalloc=<size> to increase size
                        [    1.000008] x 1: swiotlb buffer is full (sz: 4096 bytes)
                        [    1.000009] SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
                        [    1.000010] a: vmalloc error: size 4096, exceeds total pages, mode:0x20
                        [    1.000011] a: page allocation failure: order:1, mode:0x20
                        """)).extracting(FailureReport::suppressed).containsExactly(5, 4, 3, 2, 1, 0);
    }

    @Test
    void believesTheOldestKernelsCountOnlyRightBeforeAReport() {
        assertThat(Logs.failure("""
                                __ratelimit: 9 callbacks suppressed
                                a: page allocation failure. order:1, mode:0x20
                                """).suppressed()).isEqualTo(9);
        assertThat(Logs.failures("""
                        __ratelimit: 9 callbacks suppressed
                        vmap allocation for size 8192 failed: use vmalloc=<size> to increase size
                        a: page allocation failure. order:1, mode:0x20
                        """)).extracting(FailureReport::suppressed).containsExactly(0, 0);
    }

    @Test
    void takesTwoWordsForOneMappingForOneFailure() {
        FailureReport failure = Logs.failure(Logs.read("/corpus/101-x86-ipu3-swiotlb-swiommu.log"));
        assertThat(failure.detail()).isEqualTo(new Swiotlb("ipu3-imgu 0000:00:05.0", 4096L, null, null));
        assertThat(failure.text().lines()).hasSize(2);
        assertThat(Logs.failures("""
                        qxl 0000:00:03.0: swiotlb buffer is full (sz: 299008 bytes)
                        qxl 0000:00:03.0: DMA: Out of SW-IOMMU space for 299008 bytes
                        qxl 0000:00:03.0: swiotlb buffer is full (sz: 299008 bytes)
                        swiotlb: coherent allocation failed for device 0000:00:03.0 size=299008
                        qxl 0000:00:03.0: swiotlb buffer is full (sz: 299008 bytes)
                        DMA: Out of SW-IOMMU space for 299008 bytes at device 0000:00:04.0
                        qxl 0000:00:03.0: swiotlb buffer is full (sz: 299008 bytes)
                        DMA: Out of SW-IOMMU space for 4096 bytes at device 0000:00:03.0
                        """)).hasSize(6);
    }

    @Test
    void readsASlabsLines() {
        FailureReport failure = Logs.failure("""
                [    1.000000] SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
                [    1.000001]   cache: kmalloc-64(1:a b, c), object size: 64, buffer size: 128, default order: 1, min order: 0
                [    1.000002]   kmalloc-64 debugging increased min order, use slab_debug=O to disable.
                [    1.000003]   node 0: slabs: 121, objs: 3630, free: 0
                [    1.000004]   node 1: slabs: 1, objs: 30, free: 2
                """);
        assertThat(failure.detail())
                .isEqualTo(new Slab(
                        -1,
                        "kmalloc-64(1:a b, c)",
                        64L,
                        128L,
                        1,
                        0,
                        List.of(new SlabNode(0, 121, 3630, 0), new SlabNode(1, 1, 30, 2))));
        assertThat(Logs.failure("""
                                SLAB: Unable to allocate memory on node 0 (gfp=0xd0)
                                  cache: size-65536, object size: 65536, order: 4
                                  node 0: slabs: 40/42, objs: 41/42, free: 1
                                """).detail())
                .isEqualTo(new Slab(0, "size-65536", 65536L, null, 4, null, List.of(new SlabNode(0, 42, 42, 1))));
    }

    @Test
    void keepsASlabsLinesOutOfAnothersTrace() {
        List<FailureReport> failures =
                Logs.failures(Logs.lines("/corpus/111-arm64-5.4-hikey-thp04-header-split-by-oops-unwrapped.log"));
        List<FailureReport> slabs = failures.stream()
                .filter(f -> f.kind() == FailureKind.SLAB_FAILURE)
                .toList();
        assertThat(slabs).hasSize(10);
        assertThat(slabs).allSatisfy(f -> {
            Slab slab = (Slab) f.detail();
            assertThat(slab.cache()).isNotNull();
            assertThat(slab.nodes()).containsExactly(new SlabNode(0, 53, 1696, 0));
        });
        assertThat(failures.get(0).text()).doesNotContain("SLUB", "slabs:");
    }

    @Test
    void doesNotSayWhichCacheWasWhoseWhereTwoWaitedForTheirs() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
                [    1.000001] SLUB: Unable to allocate memory on node 0, gfp=0xcc0(GFP_KERNEL)
                [    1.000002]   cache: a, object size: 64, buffer size: 64, default order: 0, min order: 0
                [    1.000003]   cache: b, object size: 64, buffer size: 64, default order: 0, min order: 0
                [    1.000004]   node 0: slabs: 1, objs: 2, free: 3
                """);
        assertThat(failures).extracting(f -> ((Slab) f.detail()).cache()).containsExactly(null, null);
        assertThat(failures).extracting(f -> ((Slab) f.detail()).node()).containsExactly(-1, 0);
    }

    @Test
    void knowsWhichCacheWasWhoseByTheCaller() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000][   T1] SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
                [    1.000001][   T2] SLUB: Unable to allocate memory on node 0, gfp=0xcc0(GFP_KERNEL)
                [    1.000002][   T2]   cache: b, object size: 64, buffer size: 64, default order: 0, min order: 0
                [    1.000003][   T1]   cache: a, object size: 64, buffer size: 64, default order: 0, min order: 0
                [    1.000004][   T1]   node 0: slabs: 1, objs: 2, free: 3
                """);
        assertThat(failures).extracting(f -> ((Slab) f.detail()).cache()).containsExactly("a", "b");
        assertThat(failures).extracting(f -> ((Slab) f.detail()).nodes().size()).containsExactly(1, 0);
    }

    @Test
    void leavesOutNodesThatMayBeAnotherCaches() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] SLUB: Unable to allocate memory on node -1, gfp=0xa20(GFP_ATOMIC)
                [    1.000001]   cache: a, object size: 64, buffer size: 64, default order: 0, min order: 0
                [    1.000002] SLUB: Unable to allocate memory on node 0, gfp=0xcc0(GFP_KERNEL)
                [    1.000003]   cache: b, object size: 64, buffer size: 64, default order: 0, min order: 0
                [    1.000004]   node 0: slabs: 1, objs: 2, free: 3
                [    1.000005]   node 0: slabs: 4, objs: 5, free: 6
                """);
        assertThat(failures).extracting(f -> ((Slab) f.detail()).cache()).containsExactly("a", "b");
        assertThat(failures)
                .allSatisfy(f -> assertThat(((Slab) f.detail()).nodes()).isEmpty());
    }

    @Test
    void takesVmallocsOldLineAndItsHeaderForOneFailure() {
        FailureReport failure = Logs.failure("""
                [    1.000000] vmalloc: allocation failure: 17178820608 bytes
                [    1.000001] a: page allocation failure: order:0, mode:0x24000c2
                [    1.000002] CPU: 1 PID: 7 Comm: a Not tainted 4.4.114+ #249
                """);
        assertThat(failure.kind()).isEqualTo(FailureKind.VMALLOC_FAILURE);
        assertThat(failure.detail()).isEqualTo(new Vmalloc(17178820608L, null, null));
        assertThat(failure.header().number()).isEqualTo(2);
        assertThat(failure.origin().pid()).isEqualTo(7);
        assertThat(failure.text()).startsWith("vmalloc: ").contains("\na: page");
    }

    @Test
    void takesNoOtherHeaderForVmallocs() {
        assertThat(Logs.failures("""
                        [    1.000000] vmalloc: allocation failure, allocated 4096 of 8192 bytes
                        [    1.000001] a: page allocation failure: order:3, mode:0x24000c2
                        """))
                .extracting(FailureReport::kind)
                .containsExactly(FailureKind.VMALLOC_FAILURE, FailureKind.PAGE_ALLOC_FAILURE);
        assertThat(Logs.failures("""
                        [    1.000000] vmalloc: allocation failure: 8192 bytes
                        [    9.000001] a: page allocation failure: order:0, mode:0x24000c2
                        """))
                .extracting(FailureReport::kind)
                .containsExactly(FailureKind.VMALLOC_FAILURE, FailureKind.PAGE_ALLOC_FAILURE);
        assertThat(Logs.failures("""
                        [    1.000000][  T1] vmalloc: allocation failure: 8192 bytes
                        [    1.000001][  T2] a: page allocation failure: order:0, mode:0x24000c2
                        """))
                .extracting(FailureReport::kind)
                .containsExactly(FailureKind.VMALLOC_FAILURE, FailureKind.PAGE_ALLOC_FAILURE);
    }

    @Test
    void carriesSuppressedReportsOverVmallocsOldLine() {
        FailureReport failure = Logs.failure("""
                warn_alloc_failed: 9 callbacks suppressed
                vmalloc: allocation failure: 8192 bytes
                a: page allocation failure: order:0, mode:0x24000c2
                """);
        assertThat(failure.suppressed()).isEqualTo(9);
    }
}
