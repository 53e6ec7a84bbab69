// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Reports.Zone;
import io.github.buddyscope.diagnosis.request.RequestMeaning;
import io.github.buddyscope.diagnosis.zone.Rejection;
import org.junit.jupiter.api.Test;

/** Who may go below the marks, and what the marks really are. */
class RightsTest {
    private static Zone normal(long free, long min, long low, long high) {
        return Zone.of(0, "Normal", free, min, low, high).reserve(0, 0, 0, 0, 0);
    }

    /** Half of min for real-time tasks since 6.3, three quarters before; an interrupt's thread is one. */
    @Test
    void theThreadOfAnInterruptHasRealTimePriority() {
        Reports since = Reports.kernel("6.8.0")
                .task("irq/5-600c0004.")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .zone(normal(50000, 40000, 50000, 60000).highatomic(0, 0L));
        assertThat(since.diagnose().zones().get(0).requiredKb()).isEqualTo(20000);
        Reports before = Reports.kernel("5.15.0")
                .task("irq/5-600c0004.")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .zone(normal(50000, 40000, 50000, 60000).highatomic(0, 0L));
        assertThat(before.diagnose().zones().get(0).requiredKb()).isEqualTo(30000);
        assertThat(before.task("irqbalance").diagnose().zones().get(0).requiredKb())
                .isEqualTo(40000);
    }

    /** 3/8 of 80308 - 28672, and not of 80308. */
    @Test
    void aSingleAtomicPageNeedNotLeaveTheBoost() {
        Diagnosis diagnosis = Reports.kernel("6.19.0")
                .asked(0, 0x820, "GFP_ATOMIC")
                .zone(normal(25000, 80308, 93216, 106124).boost(28672).highatomic(2048, 32L))
                .diagnose();
        assertThat(diagnosis.zones().get(0).requiredKb()).isEqualTo((12909 - 6454 - 1613) * 4);
        assertThat(diagnosis.zones().get(0).rejected()).isEqualTo(Rejection.NONE);
    }

    @Test
    void aSmallRequestThatCouldWaitFailsForAReasonThatIsSaid() {
        Reports report = Reports.kernel("5.15.0").asked(0, 0xcc0, "GFP_KERNEL");
        assertThat(report.diagnose().summary()).contains("seldom fails", "rather kill a process");
        assertThat(report.frame("__alloc_pages")
                        .frame("elf_core_dump")
                        .diagnose()
                        .summary())
                .contains("dumps its core");
        assertThat(Reports.kernel("6.12.0")
                        .asked(1, 0x10cc0, "GFP_KERNEL", "__GFP_NORETRY")
                        .diagnose()
                        .summary())
                .contains("gave up after one round");
        assertThat(Reports.kernel("5.15.0")
                        .asked(0, 0xcc4, "GFP_KERNEL", "GFP_DMA32")
                        .diagnose()
                        .summary())
                .contains("kills nobody for one that needs zone DMA32");
    }

    @Test
    void theMeaningOfTheFlagsIsToldForThisRequest() {
        RequestMeaning meaning = Reports.seed().diagnose().meaning();
        assertThat(meaning.words())
                .isEqualTo(
                        "may wait, may do I/O, may call into file systems, wakes kswapd; unmovable, from Normal, DMA32 or"
                                + " DMA; zeroed");
        assertThat(meaning.shareOfMin()).isEqualTo(100);
        RequestMeaning noio = Reports.kernel("6.8.0")
                .asked(4, 0x40c00, "GFP_NOIO", "__GFP_COMP")
                .diagnose()
                .meaning();
        assertThat(noio.words()).startsWith("may wait, no I/O, no calls into file systems");
        RequestMeaning atomic = Reports.kernel("4.18.0-147.el8.x86_64")
                .asked(0, 0x480020)
                .diagnose()
                .meaning();
        assertThat(atomic.words()).isEqualTo("can't wait, wakes kswapd; may go down to 3/8 of min; unmovable");
    }

    @Test
    void everyReadingOfBitsIsToldWhereTheKernelIsNotKnown() {
        Diagnosis diagnosis = Reports.kernel(null).asked(0, 0xd0).diagnose();
        assertThat(diagnosis.meaning().known()).isFalse();
        assertThat(diagnosis.summary())
                .contains(
                        "on kernels up to 4.3 GFP_KERNEL", "on kernels 4.4 to 4.9 __GFP_RECLAIMABLE|__GFP_IO|__GFP_FS");
    }

    @Test
    void aNodeThatIsMissingFromTheReportIsADoubt() {
        Diagnosis diagnosis = Reports.kernel("5.15.0")
                .asked(0, 0xcc0, "GFP_KERNEL")
                .nodes("(null)", "/", "0-1")
                .zone(normal(1000, 40000, 50000, 60000).highatomic(0, 0L))
                .diagnose();
        assertThat(diagnosis.judgement().doubts())
                .anySatisfy(doubt -> assertThat(doubt).contains("none of node 1's zones"));
    }
}
