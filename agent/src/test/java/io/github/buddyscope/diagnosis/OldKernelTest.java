// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Reports.Zone;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.zone.Rejection;
import io.github.buddyscope.diagnosis.zone.ZoneFinding;
import org.junit.jupiter.api.Test;

/** The rule up to 4.3 on a report of SLES 11 (3.0.101), whose buddy lists have no letters yet. */
class OldKernelTest {
    /**
     * DMA32: 12592 pages of min; past order 0, 30849 are left against 6296; past order 1, 1016 against 3148: too few in
     * blocks of 16 kB, though blocks up to 2 MiB are there. Normal: past order 0, 634 against 2119.
     */
    @Test
    void blocksOfTheOrderAreRefusedForWhatIsMissingBelowThem() {
        Diagnosis diagnosis = Reports.kernel("3.0.101-0.35-default")
                .asked(4, 0xd0)
                .zone(Zone.of(0, "DMA32", 131040, 50368, 62960, 75552)
                        .reserve(0, 0, 1010, 1010)
                        .buddy("1896*4kB 14924*8kB 0*16kB 1*32kB 1*64kB 1*128kB 1*256kB 1*512kB 1*1024kB 1*2048kB"
                                + " 0*4096kB = 131040kB"))
                .zone(Zone.of(0, "Normal", 21840, 16956, 21192, 25432)
                        .reserve(0, 0, 0, 0)
                        .buddy("4826*4kB 61*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 1*2048kB 0*4096kB"
                                + " = 21840kB"))
                .diagnose();
        assertThat(diagnosis.zones())
                .extracting(ZoneFinding::rejected)
                .containsExactly(Rejection.BELOW_ORDER_WATERMARK, Rejection.BELOW_ORDER_WATERMARK);
        assertThat(diagnosis.zones().get(0).because())
                .contains("1 free block of 2 MiB and smaller ones")
                .contains("(50368 kB / 4) >> 2 = 3148 pages in blocks of 16 KiB or larger")
                .contains("1016 were there");
        assertThat(diagnosis.zones().get(0).suitableBlocks()).isEqualTo(1 + 2 + 4 + 8 + 16 + 32);
        assertThat(diagnosis.cause()).isEqualTo(Cause.FRAGMENTATION);
    }

    @Test
    void blocksThatAreMoreThanAskedForAreRefusedForTheRequestsOwnPages() {
        Diagnosis diagnosis = Reports.kernel("2.6.32-431.el6.x86_64")
                .asked(3, 0x4020)
                .zone(Zone.of(0, "Normal", 40312, 8000, 10000, 12000)
                        .reserve(0, 0, 0, 0)
                        .buddy(
                                "9700*4kB 83*8kB 35*16kB 5*32kB 0*64kB 1*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB"
                                        + " = 40312kB"))
                .diagnose();
        assertThat(diagnosis.zones().get(0).because())
                .contains(">> 1 = 375 pages")
                .contains("378 were there, of which the kernel counts 7 off for the request itself");
    }
}
