// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.FreeBlocks;
import io.github.buddyscope.model.Origin;
import io.github.buddyscope.model.ReportZone;
import io.github.buddyscope.model.ReportZone.BuddyList;
import io.github.buddyscope.model.Request;
import io.github.buddyscope.model.ZoneId;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of a 3.10.0-514.el7 server: bits instead of flag names, escaped newlines, elided lines. */
class SeedReportTest {
    private static final List<Long> BLOCK_KB = List.of(4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 1024L, 2048L, 4096L);

    private final List<FailureReport> failures = Logs.failures(Logs.lines("/seed/el7-order5-i40e.log"));
    private final FailureReport failure = failures.get(0);

    @Test
    void isOneFailureWithItsTime() {
        assertThat(failures).hasSize(1);
        assertThat(failure.kind()).isEqualTo(FailureKind.PAGE_ALLOC_FAILURE);
        assertThat(failure.header().number()).isEqualTo(1);
        assertThat(failure.header().text()).isEqualTo("kworker/u448:1: page allocation failure: order:5, mode:0x80d0");
        assertThat(failure.header().time()).isEqualTo(LocalDateTime.of(0, 4, 14, 7, 32, 42));
        assertThat(failure.header().kernelMicros()).isNull();
        assertThat(failure.header().caller()).isNull();
        assertThat(failure.header().arrival()).isNull();
        assertThat(failure.suppressed()).isZero();
        assertThat(failure.occurrences()).isEqualTo(1);
        assertThat(failure.droppedLines()).isZero();
        assertThat(failure.text().lines()).hasSize(18);
    }

    @Test
    void saysWhatWasAskedAndByWhom() {
        assertThat(failure.request()).isEqualTo(new Request(5, 0x80d0, List.of(), null, null, null));
        assertThat(failure.origin())
                .isEqualTo(new Origin(
                        "kworker/u448:1",
                        138678,
                        6,
                        "3.10.0-514.el7.x86_64",
                        "P           OE  ------------",
                        "FUJITSU PRIMERGY RX2540 M4/D3384-A1, BIOS V5.0.0.12 R1.60.0 for D3384-A1x                    04/07/2023",
                        "i40e i40e_service_task [i40e]",
                        List.of(),
                        false));
    }

    @Test
    void saysWhatWasFree() {
        assertThat(failure.memory().freePages()).isNull();
        assertThat(failure.memory().freeCmaPages()).isNull();
        assertThat(failure.memory().cut()).isFalse();
        assertThat(failure.memory().pageSize()).isEqualTo(4096);
        assertThat(failure.memory().zones())
                .containsExactly(
                        zone(
                                0,
                                "DMA",
                                14560,
                                40,
                                48,
                                60,
                                14560,
                                List.of("", "", "", "U", "U", "U", "", "", "", "M", "UM"),
                                0,
                                0,
                                0,
                                1,
                                1,
                                1,
                                0,
                                0,
                                0,
                                1,
                                3),
                        zone(
                                0,
                                "DMA32",
                                382056,
                                3284,
                                4104,
                                4924,
                                382056,
                                List.of("UM", "UEM", "UEM", "UEM", "UEM", "UEM", "UEM", "UEM", "UEM", "UEM", "UM"),
                                10,
                                14,
                                13,
                                8,
                                12,
                                6,
                                6,
                                5,
                                5,
                                5,
                                88),
                        zone(
                                0,
                                "Normal",
                                825916,
                                257700,
                                322124,
                                386548,
                                831624,
                                List.of("UEM", "UEM", "UEM", "UEM", "UM", "", "", "", "", "", ""),
                                67880,
                                30487,
                                16515,
                                1620,
                                2,
                                0,
                                0,
                                0,
                                0,
                                0,
                                0),
                        zone(
                                1,
                                "Normal",
                                933620,
                                263256,
                                329068,
                                394884,
                                938524,
                                List.of("UEM", "UEM", "UEM", "UEM", "UEM", "UM", "", "", "", "", ""),
                                27029,
                                29623,
                                31667,
                                2003,
                                340,
                                7,
                                0,
                                0,
                                0,
                                0,
                                0));
    }

    private static ReportZone zone(
            int node,
            String name,
            long free,
            long min,
            long low,
            long high,
            long total,
            List<String> types,
            long... blocks) {
        return new ReportZone(
                new ZoneId(node, name),
                free,
                null,
                min,
                low,
                high,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new BuddyList(FreeBlocks.of(blocks), BLOCK_KB, types, total));
    }
}
