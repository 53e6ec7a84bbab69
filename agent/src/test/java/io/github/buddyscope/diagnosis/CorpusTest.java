// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.ReportAssembler;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real reports, each worked out by hand as a kernel engineer would, in pages of 4 KiB unless said otherwise. */
class CorpusTest {
    private static List<FailureReport> reports(String file) throws IOException {
        List<FailureReport> reports = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(reports::add);
        try (InputStream in = CorpusTest.class.getResourceAsStream("/" + file)) {
            assertThat(in).as(file).isNotNull();
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                for (KernelLine line : LogPrefix.parse(i + 1, lines[i])) {
                    assembler.accept(line);
                }
            }
        }
        assembler.flush();
        return reports;
    }

    private static List<Diagnosis> diagnoses(String file) throws IOException {
        return reports(file).stream().map(Diagnostician::diagnose).toList();
    }

    private static Diagnosis first(String file) throws IOException {
        return diagnoses(file).get(0);
    }

    private static List<Rejection> rejections(Diagnosis diagnosis) {
        return diagnosis.zones().stream().map(ZoneFinding::rejected).toList();
    }

    /** The report that started the project, read from the log as syslog had it. */
    @Test
    void theSeedIsFragmentedOnBothNodesAndLeavesDma32Open() throws IOException {
        Diagnosis diagnosis = first("seed/el7-order5-i40e.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(diagnosis.origin()).isEqualTo("i40e");
        assertThat(diagnosis.flags()).containsExactly("GFP_KERNEL", "__GFP_ZERO");
        assertThat(diagnosis.missing()).containsExactly("lowmem_reserve");
        assertThat(rejections(diagnosis))
                .containsExactly(
                        Rejection.UNKNOWN, Rejection.UNKNOWN, Rejection.NO_BLOCK, Rejection.BELOW_ORDER_WATERMARK);
        assertThat(diagnosis.summary())
                .contains("Node 0 Normal had 806 MiB free with its low watermark at 315 MiB")
                .contains("88 free blocks of 4 MiB")
                .contains("= 2056 pages")
                .contains("224 were there");
    }

    /** Normal: 274066 free, 127 less, above 14769, nothing of 512 kB. DMA32: 23176 not above 2116 + 21071. */
    @Test
    void order7On618IsFragmentation() throws IOException {
        Diagnosis diagnosis = first("corpus/kmsg-x86-6.18-order7.kmsg");
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(rejections(diagnosis))
                .containsExactly(Rejection.LOWMEM_RESERVE, Rejection.LOWMEM_RESERVE, Rejection.NO_BLOCK);
        assertThat(diagnosis.origin()).isEqualTo("tracing ring buffer");
    }

    /**
     * First: 120856 kB free, min 124612 with a boost of 65536: the boost decided, though 54 blocks of 256 kB were
     * printed. Second: 152248 kB free, min 67268, but nothing of 256 kB.
     */
    @Test
    void theBoostTurnsTheSameLoadFromFragmentationIntoShortage() throws IOException {
        List<Diagnosis> diagnoses = diagnoses("corpus/dmesg-x86-6.18-order6-boost.log");
        assertThat(diagnoses).extracting(Diagnosis::cause).containsExactly(Cause.SHORTAGE, Cause.FRAGMENTATION);
        assertThat(diagnoses.get(0).summary()).contains("watermark_boost");
        assertThat(diagnoses.get(1).summary()).doesNotContain("watermark_boost");
    }

    /** arm64 without a Normal zone: DMA32 is the main zone, 15049 free less 512 HighAtomic and 194 CMA, above 12253. */
    @Test
    void arm64WithoutNormalIsJudgedByItsDma32() throws IOException {
        Diagnosis diagnosis = first("corpus/001-arm64-rk3399-5.10-cat-order5-lxc-cpuset.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(rejections(diagnosis)).containsExactly(Rejection.NO_BLOCK, Rejection.NO_BLOCK);
    }

    /** kswapd in btrfs, one page: 79392 kB free less 32 HighAtomic, not above 80308, of which 28672 are boost. */
    @Test
    void kswapdItselfRanIntoTheBoostedMark() throws IOException {
        Diagnosis diagnosis = first("corpus/003-x86-6.19rc-btrfs-kswapd0-order0.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.origin()).isEqualTo("btrfs");
        assertThat(diagnosis.summary())
                .contains("watermark_boost")
                .contains("kswapd itself", "__GFP_NOMEMALLOC kept it");
    }

    /** Normal is above min in both, the second time with a boost of 129024 kB, and has nothing of 64 kB. */
    @Test
    void btrfsFoundNormalInPiecesTwice() throws IOException {
        List<Diagnosis> diagnoses = diagnoses("corpus/005-x86-5.19-debian-md5sum-order4-twice.log");
        assertThat(diagnoses).extracting(Diagnosis::cause).containsExactly(Cause.FRAGMENTATION, Cause.FRAGMENTATION);
        assertThat(rejections(diagnoses.get(0)))
                .containsExactly(Rejection.LOWMEM_RESERVE, Rejection.LOWMEM_RESERVE, Rejection.NO_BLOCK);
    }

    /** A resume after sleep: Normal and DMA32 both above mark and reserve (19364 against 19326), no 64 kB in either. */
    @Test
    void theWifiDriverFoundNoBlockInAnyZone() throws IOException {
        Diagnosis diagnosis = first("corpus/009-x86-6.8-ath11k-kworker-order4-noio.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(rejections(diagnosis))
                .containsExactly(Rejection.LOWMEM_RESERVE, Rejection.NO_BLOCK, Rejection.NO_BLOCK);
        assertThat(diagnosis.advice()).extracting(Advice::setting).doesNotContain("driver ring size", "MTU");
    }

    /** A board of 8 MiB: 795 pages free less 511, above 74, but the largest block is 1 MiB and 2 were asked for. */
    @Test
    void aTinyBoardHasNoTwoMebibytesInOnePiece() throws IOException {
        Diagnosis diagnosis = first("corpus/017-riscv-5.6-k210-swapper-order9-then-oom.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(diagnosis.bytes()).isEqualTo(2 << 20);
        assertThat(diagnosis.advice()).extracting(Advice::setting).containsExactly("vm.compact_memory");
    }

    /**
     * Two nodes: Node 1 Normal has 1919 MiB and nothing of 128 kB, Node 0 Normal a single one, HighAtomic's. DMA32 with
     * its 183 is 65 pages below 369 + 46334. One reserved block is not why 2 GiB could not serve.
     */
    @Test
    void oneReservedBlockDoesNotHideTheFragmentationOfTheOtherNode() throws IOException {
        Diagnosis diagnosis = first("corpus/019-x86-5.15-2node-mountnfs-order5.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
        assertThat(rejections(diagnosis))
                .containsExactly(
                        Rejection.LOWMEM_RESERVE,
                        Rejection.LOWMEM_RESERVE,
                        Rejection.UNUSABLE_TYPE,
                        Rejection.NO_BLOCK);
        assertThat(diagnosis.origin()).isEqualTo("nfsv4");
    }

    /** DMA32 is above its mark, but the terminal cut the buddy lists: whether there were 8 kB in one piece isn't known. */
    @Test
    void aCutBuddyListLeavesTheCauseOpen() throws IOException {
        Diagnosis diagnosis = first("corpus/021-x86-6.12-repro-order1-termcut.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.missing()).contains("buddy list");
    }

    /** vmalloc of 17 GB, more than the machine has, with 3 GB free in each zone. */
    @Test
    void vmallocOfMoreThanThereIsWasRefusedWithoutTrying() throws IOException {
        Diagnosis diagnosis = first("corpus/057-x86-4.4-syzbot-order0-interleaved-memdumps.log");
        assertThat(diagnosis.summary()).contains("15.9 GiB", "vmalloc", "the kernel refused without trying");
    }

    /**
     * Normal: 17674 against 15574, and 128 kB only in HighAtomic. 4.9 doesn't print how many pages that reserve takes
     * away: at least 1412 are free in it, so 3 pageblocks, and with 5 Normal would have been below its mark. DMA32 is 188
     * pages above mark and reserve, of which the one pageblock that it has at least, by its letters, takes 512.
     */
    @Test
    void aCoreDumpFoundOnlyHighAtomicBlocks() throws IOException {
        Diagnosis diagnosis = first("corpus/061-x86-4.9fc25-chrome-coredump-order5.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.RESERVED);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(rejections(diagnosis))
                .containsExactly(Rejection.LOWMEM_RESERVE, Rejection.LOWMEM_RESERVE, Rejection.UNUSABLE_TYPE);
        assertThat(diagnosis.missing()).containsExactly("reserved_highatomic");
        assertThat(diagnosis.summary())
                .contains(
                        "Node 0 Normal had 69 MiB free with its low watermark at 90 MiB, below which kswapd reclaims, but"
                                + " free blocks of 128 KiB or larger only in the HighAtomic list");
    }

    /** 0x20 in the wording of 2.6: atomic. Normal 366 pages against 3/8 of 1005, DMA 7 against 7: "not above" holds. */
    @Test
    void anInterruptOf269FoundBothZonesBelowTheirShare() throws IOException {
        Diagnosis diagnosis = first("corpus/073-x86-2.6.9-swapper-e1000-highmem.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.atomic()).isTrue();
        assertThat(diagnosis.flags()).containsExactly("GFP_ATOMIC");
        assertThat(diagnosis.origin()).isEqualTo("e1000");
        assertThat(rejections(diagnosis))
                .containsExactly(Rejection.BELOW_WATERMARK, Rejection.BELOW_WATERMARK, Rejection.NOT_ALLOWED);
    }

    /** No zone lines, only buddy lists: DMA32 has nothing but CMA blocks, of Normal there's no telling. */
    @Test
    void buddyListsWithoutZoneLinesSettleOnlyWhatNeedsNoMark() throws IOException {
        Diagnosis diagnosis = first("corpus/077-arm64-unisoc-actmgr-order0-seqprefix.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(rejections(diagnosis)).containsExactly(Rejection.UNUSABLE_TYPE, Rejection.UNKNOWN);
        assertThat(diagnosis.missing()).containsExactly("zone line");
    }

    /** Only ZONE_DMA is left of the dump: its lowmem_reserve says that there were higher zones. */
    @Test
    void aDumpThatLostItsMainZonesTellsNothing() throws IOException {
        Diagnosis diagnosis = first("corpus/079-x86-4.18el8-awseventloop-rsyslog-012.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.atomic()).isTrue();
        assertThat(diagnosis.missing()).contains("zone lines");
    }

    /** Normal: 8311 free less 31 and 3075 CMA, above 489; 128 kB and more only in CMA. HighMem's 225 are out of reach. */
    @Test
    void onMipsOnlyCmaHadBlocksInReachOfAKernelRequest() throws IOException {
        Diagnosis diagnosis = first("corpus/109-mips-5.10-go-order5-highmem-unwrapped.log");
        assertThat(diagnosis.cause()).isEqualTo(Cause.RESERVED);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(rejections(diagnosis)).containsExactly(Rejection.UNUSABLE_TYPE, Rejection.NOT_ALLOWED);
        assertThat(diagnosis.advice())
                .extracting(Advice::setting)
                .containsExactly("a newer kernel", "cma= on the kernel command line", "vm.compact_memory");
    }

    /** Headers whose dump was cut off, never printed, or mixed into another report. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "023-x86-5.13-f2fs-kworker-gfp-io-only",
                "025-x86-5.2-iommu-slub-interleaved-commitmsg",
                "027-armv7-6.3-swapper-order0-mode0-loglevel-prefix",
                "031-x86-5.3-oom-torture-nofs-callerid",
                "055-x86-6.1-cifs-fsstress-order8-mailwrapped",
                "059-x86-5.3-syzbot-order0-in-rcu-stall-callerid",
                "063-x86-4.8-rbconsumer-order0-mixed-with-oom",
                "071-x86-2.6.32el6-varnishd-order6",
                "083-x86-3.10el7-sh-order4",
                "089-x86-5.9fc34-earlyoom-shortmonotonic",
                "091-xtensa-6.8-irq-thread-order0",
                "095-x86-4.14amzn-java-order0",
                "105-arm64-ion-allocator-order4-callerid",
                "111-arm64-5.4-hikey-thp04-header-split-by-oops-unwrapped"
            })
    void withoutADumpTheCauseIsUnknownAndTheReasonGiven(String file) throws IOException {
        List<Diagnosis> diagnoses = reports("corpus/" + file + ".log").stream()
                .filter(r -> r.kind() == FailureKind.PAGE_ALLOC_FAILURE)
                .map(Diagnostician::diagnose)
                .toList();
        assertThat(diagnoses).isNotEmpty();
        for (Diagnosis diagnosis : diagnoses) {
            assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
            assertThat(diagnosis.missing()).contains("zone lines");
            assertThat(diagnosis.summary()).contains("no zone lines");
            assertThat(diagnosis.advice()).isEmpty();
        }
    }
}
