// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Reports.Zone;
import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DiagnosticianTest {
    private static final String ORDER_3_FREE =
            "1000*4kB (UME) 1000*8kB (UME) 1000*16kB (UME) 500*32kB (UME) 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB"
                    + " 0*4096kB = 44000kB";
    private static final String SMALL_ONLY =
            "10000*4kB (UME) 5000*8kB (UME) 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB ="
                    + " 80000kB";

    private static Zone normal(long free, long min) {
        return Zone.of(0, "Normal", free, min, min * 5 / 4, min * 3 / 2)
                .highatomic(0, 0L)
                .sizes(8000000, 8000000, 0)
                .reserve(0, 0, 0, 0, 0);
    }

    private static ZoneFinding finding(Diagnosis diagnosis, String zone) {
        return diagnosis.zones().stream()
                .filter(z -> z.zone().id().toString().equals(zone))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class OfTheSeed {
        private final Diagnosis diagnosis = Reports.seed().diagnose();

        @Test
        void memoryWasFragmented() {
            assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
            assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
            assertThat(diagnosis.atomic()).isFalse();
            assertThat(diagnosis.bytes()).isEqualTo(128 * 1024);
        }

        @Test
        void theDriverAskedAndNotAProcess() {
            assertThat(diagnosis.origin()).isEqualTo("i40e");
            assertThat(diagnosis.summary()).contains("i40e").contains("128 KiB").contains("could wait");
        }

        @Test
        void nodeZeroHadRoomButNoBlock() {
            ZoneFinding zone = finding(diagnosis, "Node 0 Normal");
            assertThat(zone.rejected()).isEqualTo(Rejection.NO_BLOCK);
            assertThat(zone.suitableBlocks()).isZero();
            assertThat(zone.requiredKb()).isEqualTo(257700);
            assertThat(diagnosis.summary())
                    .contains("Node 0 Normal had 806 MiB free with its low watermark at 315 MiB");
        }

        @Test
        void nodeOneWasRefusedByTheRuleBefore44() {
            ZoneFinding zone = finding(diagnosis, "Node 1 Normal");
            assertThat(zone.rejected()).isEqualTo(Rejection.BELOW_ORDER_WATERMARK);
            assertThat(zone.suitableBlocks()).isEqualTo(7);
            assertThat(zone.because())
                    .contains("7 free blocks of 128 KiB")
                    .contains("(263256 kB / 4) >> 5 = 2056 pages")
                    .contains("224 were there");
        }

        @Test
        void whetherDma32WasOpenCannotBeTold() {
            ZoneFinding zone = finding(diagnosis, "Node 0 DMA32");
            assertThat(zone.rejected()).isEqualTo(Rejection.UNKNOWN);
            assertThat(zone.because()).contains("lowmem_reserve").contains("can't be told");
            assertThat(finding(diagnosis, "Node 0 DMA").rejected()).isEqualTo(Rejection.UNKNOWN);
            assertThat(diagnosis.missing()).containsExactly("lowmem_reserve");
        }

        @Test
        void theFlagsAreThoseOfThatKernel() {
            assertThat(diagnosis.flags()).containsExactly("GFP_KERNEL", "__GFP_ZERO");
            assertThat(diagnosis.flagsFrom()).isEqualTo("bits");
        }

        @Test
        void theCustomaryFirstStepComesWithTheHostsOwnNumbers() {
            List<Advice> advice = diagnosis.advice();
            assertThat(advice)
                    .extracting(Advice::setting)
                    .containsExactly("vm.compact_memory", "driver ring size", "MTU", "vm.min_free_kbytes");
            Advice last = advice.get(3);
            assertThat(last.attempt())
                    .startsWith("sysctl -w vm.min_free_kbytes=1048560")
                    .contains("524280 kB")
                    .contains("1048560 to 1572840 kB");
            assertThat(last.risk()).contains("never at an extreme");
            assertThat(last.lasting()).contains("vm.min_free_kbytes = 1048560").contains("/etc/sysctl.d/");
            assertThat(diagnosis.advice()).extracting(Advice::setting).doesNotContain("vm.compaction_proactiveness");
        }
    }

    @Test
    void theSameBlocksWouldHaveBeenEnoughSince44() {
        Diagnosis diagnosis = Reports.kernel("4.4.0")
                .asked(5, 0x24000c0)
                .zone(Zone.of(1, "Normal", 933620, 263256, 329068, 394884)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 0, 0)
                        .buddy("27029*4kB (UME) 29623*8kB (UME) 31667*16kB (UME) 2003*32kB (UME) 340*64kB (UME) 7*128kB"
                                + " (UM) 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 938524kB"))
                .diagnose();
        assertThat(diagnosis.zones().get(0).rejected()).isEqualTo(Rejection.NONE);
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.summary()).contains("printed after the attempt");
    }

    @Test
    void withoutTheVersionTheTwoRulesMustAgree() {
        Diagnosis diagnosis = Reports.kernel(null)
                .asked(5, 0x42c2)
                .zone(Zone.of(1, "Normal", 933620, 263256, 329068, 394884)
                        .reserve(0, 0, 0, 0)
                        .buddy("27029*4kB 29623*8kB 31667*16kB 2003*32kB 340*64kB 7*128kB 0*256kB 0*512kB 0*1024kB"
                                + " 0*2048kB 0*4096kB = 938524kB"))
                .diagnose();
        assertThat(diagnosis.zones().get(0).rejected()).isEqualTo(Rejection.UNKNOWN);
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.missing()).contains("kernel version");
    }

    @Test
    void normalWithoutABlockStandsForTheCauseThoughDma32MissedByElevenPages() {
        Diagnosis diagnosis = Reports.order7().diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding(diagnosis, "Node 0 Normal").rejected()).isEqualTo(Rejection.NO_BLOCK);
        ZoneFinding dma32 = finding(diagnosis, "Node 0 DMA32");
        assertThat(dma32.rejected()).isEqualTo(Rejection.LOWMEM_RESERVE);
        assertThat(dma32.requiredKb()).isEqualTo((2116 + 21071) * 4);
        assertThat(dma32.because()).contains("lacked 12 pages").contains("printed after the attempt");
        assertThat(diagnosis.origin()).isEqualTo("tracing ring buffer");
        assertThat(diagnosis.missing()).isEmpty();
    }

    @Test
    void aBoostThatRaisedMinAboveWhatWasFreeIsSaid() {
        Diagnosis diagnosis = Reports.kernel("6.18.44")
                .asked(6, 0x44dc0, "GFP_KERNEL", "__GFP_ZERO", "__GFP_RETRY_MAYFAIL", "__GFP_COMP")
                .zone(Zone.of(0, "Normal", 120856, 124612, 146188, 167764)
                        .boost(65536)
                        .highatomic(0, 0L)
                        .sizes(22020096, 21577064, 0)
                        .reserve(0, 0, 0, 0, 0)
                        .buddy(
                                "1128*4kB (UME) 912*8kB (UME) 726*16kB (UME) 584*32kB (UME) 402*64kB (UME) 211*128kB (UME)"
                                        + " 54*256kB (M) 24*512kB (ME) 0*1024kB 0*2048kB 0*4096kB = 120960kB"))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.zones().get(0).rejected()).isEqualTo(Rejection.BELOW_WATERMARK);
        assertThat(diagnosis.summary())
                .contains("118 MiB free, not above the 122 MiB")
                .contains("64 MiB of the mark are watermark_boost")
                .contains("were there when the report was printed");
        assertThat(diagnosis.advice()).extracting(Advice::setting).containsExactly("vm.watermark_boost_factor");
    }

    @Test
    void anAtomicRequestGetsTheQualifierAndTheReserveAsRemedy() {
        Diagnosis diagnosis = Reports.kernel("5.4.0")
                .asked(0, 0xa20, "GFP_ATOMIC")
                .inInterrupt()
                .zone(normal(20000, 60000).buddy(ORDER_3_FREE))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.atomic()).isTrue();
        assertThat(diagnosis.zones().get(0).requiredKb()).isEqualTo(22500);
        assertThat(diagnosis.advice())
                .extracting(Advice::setting)
                .containsExactly("vm.min_free_kbytes", "vm.watermark_scale_factor");
        assertThat(diagnosis.summary()).contains("in an interrupt").doesNotContain("java");
    }

    @Test
    void blocksOnlyInTheHighAtomicListAreNoUseToARequestThatCanWait() {
        String onlyH = SMALL_ONLY.replace("0*16kB", "1*16kB (H)");
        Reports report = Reports.kernel("5.15.0")
                .asked(2, 0xcc0, "GFP_KERNEL")
                .zone(normal(80016, 30000).buddy(onlyH));
        assertThat(report.diagnose().cause()).isEqualTo(Cause.RESERVED);
        Reports atomic = Reports.kernel("5.15.0")
                .asked(2, 0xa20, "GFP_ATOMIC")
                .zone(normal(80016, 30000).buddy(onlyH));
        assertThat(atomic.diagnose().zones().get(0).rejected()).isEqualTo(Rejection.NONE);
    }

    @Test
    void cmaBlocksServeMovableRequestsOnly() {
        String onlyC = SMALL_ONLY.replace("0*16kB", "9*16kB (C)");
        Zone zone = normal(80144, 30000).sizes(8000000, 8000000, 144).buddy(onlyC);
        assertThat(Reports.kernel("5.15.0")
                        .asked(2, 0xcc0, "GFP_KERNEL")
                        .zone(zone)
                        .diagnose()
                        .cause())
                .isEqualTo(Cause.RESERVED);
        assertThat(Reports.kernel("5.15.0")
                        .asked(2, 0x100cca, "GFP_HIGHUSER_MOVABLE")
                        .zone(zone)
                        .diagnose()
                        .zones()
                        .get(0)
                        .rejected())
                .isEqualTo(Rejection.NONE);
    }

    @Test
    void freeCmaPagesDoNotCountForKernelRequests() {
        Zone zone = normal(60000, 30000).sizes(8000000, 8000000, 40000).buddy(ORDER_3_FREE);
        Diagnosis diagnosis = Reports.kernel("5.15.0")
                .asked(3, 0xcc0, "GFP_KERNEL")
                .zone(zone)
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
    }

    @Test
    void anUnprintedHighAtomicReserveLeavesADoubt() {
        Zone zone = Zone.of(0, "Normal", 70820, 62296, 91640, 120984)
                .sizes(29874176, 29349888, 0)
                .reserve(0, 0, 0, 0, 0)
                .buddy("15574*4kB (UMEH) 444*8kB (UMH) 195*16kB (H) 55*32kB (H) 10*64kB (H) 1*128kB (H) 0*256kB 0*512kB"
                        + " 0*1024kB 0*2048kB 0*4096kB = 71496kB");
        Diagnosis diagnosis = Reports.kernel("4.9.3")
                .asked(5, 0x24040c0, "GFP_KERNEL", "__GFP_COMP")
                .zone(zone)
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.RESERVED);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(diagnosis.missing()).contains("reserved_highatomic");
    }

    @Test
    void aReserveOfTheUsualSizeDoesNotMakeAShortageLowmemProtected() {
        Diagnosis diagnosis = Reports.kernel("6.8.0")
                .asked(0, 0x820, "GFP_ATOMIC")
                .zone(Zone.of(0, "DMA32", 93212, 8464, 11552, 14640)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 23000, 23000, 23000))
                .zone(Zone.of(0, "Normal", 20000, 59076, 80652, 102228)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 0, 0, 0))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
    }

    @Test
    void memoryThatOnlyLowmemReserveKeptClosedIsProtected() {
        Diagnosis diagnosis = Reports.kernel("6.8.0")
                .asked(0, 0x820, "GFP_ATOMIC")
                .zone(Zone.of(0, "DMA32", 1500000, 8464, 11552, 14640)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 400000, 400000, 400000))
                .zone(Zone.of(0, "Normal", 20000, 59076, 80652, 102228)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 0, 0, 0))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.LOWMEM_PROTECTED);
        assertThat(diagnosis.advice()).extracting(Advice::setting).containsExactly("vm.lowmem_reserve_ratio");
    }

    @Test
    void aRequestForDma32IsConstrainedWhereNormalCouldHaveServedIt() {
        Diagnosis diagnosis = Reports.kernel("5.15.0")
                .asked(2, 0xcc4, "GFP_KERNEL", "GFP_DMA32")
                .zone(Zone.of(0, "DMA32", 80000, 8464, 11552, 14640)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 21071, 21071, 21071)
                        .buddy(SMALL_ONLY))
                .zone(normal(500000, 60000).buddy(ORDER_3_FREE))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.CONSTRAINED);
        assertThat(finding(diagnosis, "Node 0 Normal").rejected()).isEqualTo(Rejection.NOT_ALLOWED);
        assertThat(finding(diagnosis, "Node 0 DMA32").rejected()).isEqualTo(Rejection.NO_BLOCK);
    }

    @Test
    void whatShouldHaveBeenShownAndIsNotMakesAShortageLessSure() {
        Reports asked = Reports.kernel("6.8.0")
                .asked(0, 0x100cca, "GFP_HIGHUSER_MOVABLE")
                .nodes("(null)", "/", "0")
                .zone(Zone.of(0, "Normal", 8000, 30000, 40000, 50000)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 0, 0, 0)
                        .buddy(SMALL_ONLY));
        assertThat(asked.freePages(2000).diagnose().confidence()).isEqualTo(Confidence.HIGH);
        Diagnosis hidden = asked.freePages(104000).diagnose();
        assertThat(hidden.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(hidden.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void zonesThatTheReportHidesShowInTheTotal() {
        Diagnosis diagnosis = Reports.kernel("6.8.0")
                .asked(2, 0xcc4, "GFP_KERNEL", "GFP_DMA32")
                .freePages(2000000)
                .zone(Zone.of(0, "DMA32", 80000, 8464, 11552, 14640)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 21071, 21071, 21071)
                        .buddy(SMALL_ONLY))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.CONSTRAINED);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void aCpusetDoesNotBindARequestThatCannotWait() {
        Reports atomic = twoNodes(0xa20, "GFP_ATOMIC");
        assertThat(finding(atomic.diagnose(), "Node 1 Normal").rejected()).isEqualTo(Rejection.NONE);
        Reports sleeping = twoNodes(0xcc0, "GFP_KERNEL");
        assertThat(finding(sleeping.diagnose(), "Node 1 Normal").rejected()).isEqualTo(Rejection.NOT_ALLOWED);
        assertThat(sleeping.diagnose().cause()).isEqualTo(Cause.CONSTRAINED);
    }

    private static Reports twoNodes(long mode, String flag) {
        return Reports.kernel("5.15.0")
                .asked(3, mode, flag)
                .nodes("(null)", "batch", "0")
                .zone(normal(80000, 30000).buddy(SMALL_ONLY))
                .zone(Zone.of(1, "Normal", 500000, 30000, 37500, 45000)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 0, 0, 0)
                        .buddy(ORDER_3_FREE));
    }

    @Test
    void highMemIsNoPlaceForKernelRequests() {
        Diagnosis diagnosis = Reports.kernel("5.10.0-rc1+")
                .asked(5, 0x40cc0, "GFP_KERNEL", "__GFP_COMP")
                .zone(Zone.of(0, "Normal", 33244, 1956, 2444, 2932)
                        .highatomic(0, null)
                        .sizes(262144, 239444, 12300)
                        .reserve(0, 6144, 0)
                        .buddy("2127*4kB (UMEC) 1508*8kB (UMEC) 472*16kB (UMEC) 96*32kB (UMC) 12*64kB (C) 4*128kB (C)"
                                + " 1*256kB (C) 1*512kB (C) 0*1024kB 0*2048kB 0*4096kB = 33244kB"))
                .zone(Zone.of(0, "HighMem", 236820, 512, 2116, 3720)
                        .reserve(0, 0, 0)
                        .buddy(ORDER_3_FREE))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.RESERVED);
        assertThat(finding(diagnosis, "Node 0 HighMem").rejected()).isEqualTo(Rejection.NOT_ALLOWED);
        assertThat(diagnosis.advice())
                .extracting(Advice::setting)
                .containsExactly("cma= on the kernel command line", "vm.compact_memory");
    }

    @Test
    void aHeaderAloneTellsNothingOfTheCause() {
        Diagnosis diagnosis =
                Reports.kernel("5.9.0").asked(0, 0x800, "GFP_NOWAIT").diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
        assertThat(diagnosis.missing()).contains("zone lines");
        assertThat(diagnosis.summary()).contains("no zone lines");
        assertThat(diagnosis.advice()).isEmpty();
    }

    @Test
    void aDumpWithoutTheRequestsOwnZoneTellsNothingEither() {
        Diagnosis diagnosis = Reports.kernel("4.18.0-477.el8.x86_64")
                .asked(0, 0x484020, "GFP_ATOMIC", "__GFP_COMP")
                .freePages(114480)
                .zone(Zone.of(0, "DMA", 13312, 64, 80, 96).reserve(0, 2660, 15392, 15392, 15392))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.summary()).contains("lacks the zone");
    }

    @Test
    void aMarginWithinOnePerCentIsNotSurelyAnything() {
        Diagnosis diagnosis = Reports.kernel("5.15.0")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .zone(normal(59800, 60000).buddy(ORDER_3_FREE))
                .diagnose();
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    }

    /** The kernel's comparison is strict: 20000 free pages, 1000 to leave and 19000 in reserve are one page too few. */
    @Test
    void freeMemoryThatJustReachesMarkAndReserveLacksOnePage() {
        Diagnosis diagnosis = Reports.kernel("5.15.0")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .zone(Zone.of(0, "DMA32", 80000, 4000, 5000, 6000)
                        .highatomic(0, 0L)
                        .reserve(0, 0, 19000, 19000, 19000))
                .zone(normal(40000, 60000).buddy(ORDER_3_FREE))
                .diagnose();
        ZoneFinding dma32 = finding(diagnosis, "Node 0 DMA32");
        assertThat(dma32.rejected()).isEqualTo(Rejection.LOWMEM_RESERVE);
        assertThat(dma32.because())
                .startsWith("78 MiB free, but lacked 1 page: once the page was taken, its mark of 4 MiB and the 75"
                        + " MiB that lowmem_reserve keeps from requests for Normal had to remain");
    }

    /** What a kernel request can't use anyway is worth a sentence only where there's plenty of it. */
    @Test
    void anEmptyHighMemIsNotMentioned() {
        assertThat(shortNormalAnd(112).summary()).doesNotContain("HighMem");
        assertThat(shortNormalAnd(200000).summary()).contains("Node 0 HighMem");
    }

    private static Diagnosis shortNormalAnd(long highMemKb) {
        return Reports.kernel("5.10.0")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .zone(normal(20000, 60000).buddy(ORDER_3_FREE))
                .zone(Zone.of(0, "HighMem", highMemKb, 128, 160, 192)
                        .reserve(0, 0, 0)
                        .buddy(ORDER_3_FREE))
                .diagnose();
    }

    /** 37 MiB are below min, but PF_MEMALLOC asks for a block only. */
    @Test
    void aReclaimerIsNotRefusedByTheMark() {
        Reports direct = Reports.kernel("6.8.0")
                .asked(4, 0x40c40, "GFP_NOFS", "__GFP_COMP")
                .frame("__alloc_pages")
                .frame("shrink_slab")
                .frame("do_try_to_free_pages")
                .frame("try_to_free_pages")
                .zone(normal(38000, 60000).buddy(ORDER_3_FREE));
        assertThat(direct.diagnose().cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(direct.diagnose().summary()).contains("A task that reclaims asked", "whatever the marks");
        assertThat(direct.diagnose().flags()).containsExactly("GFP_NOFS", "__GFP_COMP");
        assertThat(direct.inInterrupt().diagnose().cause()).isEqualTo(Cause.SHORTAGE);
    }

    @Test
    void kswapdIsAReclaimerUnlessItHasForgoneTheReserve() {
        Zone zone = normal(38000, 60000).buddy(ORDER_3_FREE);
        assertThat(Reports.kernel("6.8.0")
                        .task("kswapd0")
                        .asked(4, 0x40c40, "GFP_NOFS", "__GFP_COMP")
                        .zone(zone)
                        .diagnose()
                        .cause())
                .isEqualTo(Cause.FRAGMENTATION);
        assertThat(Reports.kernel("6.8.0")
                        .task("kswapd0")
                        .asked(4, 0xc0c40, "GFP_NOFS", "__GFP_COMP", "__GFP_NOMEMALLOC")
                        .zone(zone)
                        .diagnose()
                        .cause())
                .isEqualTo(Cause.SHORTAGE);
        assertThat(Reports.kernel("6.8.0")
                        .task("kswapd0")
                        .asked(4, 0x40c40, "GFP_NOFS", "__GFP_COMP")
                        .frame("__x64_sys_sendmsg")
                        .zone(zone)
                        .diagnose()
                        .cause())
                .as("a process that took the name")
                .isEqualTo(Cause.SHORTAGE);
    }

    @Test
    void pagesOfOtherSizesAreReadOffTheBuddyList() {
        Diagnosis diagnosis = Reports.kernel("6.6.0")
                .asked(3, 0xcc0, "GFP_KERNEL")
                .zone(normal(700000, 64000)
                        .buddy(
                                "1000*64kB (UME) 100*128kB (UME) 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB 0*8192kB 0*16384kB"
                                        + " = 76800kB"))
                .diagnose();
        assertThat(diagnosis.bytes()).isEqualTo(512 * 1024);
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
    }

    @Test
    void numbersOfAnySizeDoNotThrow() {
        for (long huge : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0}) {
            for (int order : new int[] {-1, 0, 5, 20, 21, 63, Integer.MAX_VALUE}) {
                Diagnosis diagnosis = Reports.kernel("6.18.0")
                        .asked(order, huge, "GFP_ATOMIC")
                        .freePages(huge)
                        .zone(Zone.of(0, "Normal", huge, huge, huge, huge)
                                .boost(huge)
                                .highatomic(huge, huge)
                                .sizes(huge, huge, huge)
                                .reserve(huge, huge, huge, huge, huge)
                                .buddy(ORDER_3_FREE.replace("500*", "9223372036854775807*")))
                        .diagnose();
                assertThat(diagnosis.cause()).isNotNull();
            }
        }
    }

    /** Which node it was doesn't matter where any could have served: then it's a race. */
    @Test
    void oneNodeOnlyIsNoLimitWhereEveryNodeCouldHaveServed() {
        Reports reports = Reports.kernel("6.8.0")
                .asked(0, 0x200820, "GFP_ATOMIC", "__GFP_THISNODE")
                .zone(Zone.of(0, "Normal", 80000, 10000, 12000, 14000)
                        .reserve(0, 0, 0, 0)
                        .buddy("20000*4kB (UME) 0*8kB = 80000kB"));
        Diagnosis both = reports.zone(Zone.of(1, "Normal", 800000, 10000, 12000, 14000)
                        .reserve(0, 0, 0, 0)
                        .buddy("200000*4kB (UME) 0*8kB = 800000kB"))
                .diagnose();
        assertThat(both.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(both.summary()).contains("printed after the attempt");

        Diagnosis one = reports.zone(Zone.of(2, "Normal", 1000, 10000, 12000, 14000)
                        .reserve(0, 0, 0, 0)
                        .buddy("250*4kB (UME) 0*8kB = 1000kB"))
                .diagnose();
        assertThat(one.cause()).isEqualTo(Cause.CONSTRAINED);
        assertThat(one.summary()).contains("Node 0 Normal, which could have served it, is then of another node");
    }
}
