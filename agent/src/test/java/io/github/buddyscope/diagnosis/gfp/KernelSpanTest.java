// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.Reports.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelSpanTest {
    /** Headers of the corpus whose excerpts lost the line that names the kernel, or could have. */
    @ParameterizedTest
    @CsvSource({
        // 077, 105, 113: GFP_NOIO is 0xc00 since 5.1
        "0xc00, GFP_NOIO, 5.1, 9999.0",
        "0x140dc2, GFP_HIGHUSER|__GFP_COMP|__GFP_ZERO, 5.1, 9999.0",
        "0x1100cca, GFP_HIGHUSER_MOVABLE, 5.1, 9999.0",
        // 091: GFP_ATOMIC without the bit of __GFP_ATOMIC
        "0x820, GFP_ATOMIC, 6.3, 9999.0",
        "0xa20, GFP_ATOMIC, 5.1, 6.3",
        // 079: el8
        "0x484020, GFP_ATOMIC|__GFP_COMP, 4.18, 5.1",
        // 095, 097
        "0x1080020, GFP_ATOMIC, 4.10, 4.18",
        "0x14001c2, GFP_KERNEL|__GFP_HIGHMEM|__GFP_COLD, 4.10, 4.18",
        // 061, 063
        "0x24040c0, GFP_KERNEL|__GFP_COMP, 4.6, 4.10",
        "0x24010c0, GFP_KERNEL|__GFP_NORETRY, 4.6, 4.10",
    })
    void namesBesideTheirBitsTellTheVersions(String mode, String names, String from, String below) {
        KernelSpan span = KernelSpan.of(Reports.kernel(null)
                .header("java: page allocation failure: order:0, mode:" + mode + "(" + names + ")")
                .asked(0, Long.decode(mode), names.split("\\|"))
                .build());
        assertThat(span.from().major() + "." + span.from().minor()).isEqualTo(from);
        assertThat(span.below().major() + "." + span.below().minor()).isEqualTo(below);
        assertThat(span.words()).contains("or later (");
    }

    @Test
    void theReportsOwnWordComesFirst() {
        KernelSpan span = KernelSpan.of(
                Reports.kernel("6.8.0").asked(0, 0xa20, "GFP_ATOMIC").build());
        assertThat(span.known()).isTrue();
        assertThat(span.words()).isEqualTo("6.8.0");
    }

    @Test
    void theOrderOfTheLettersTellsBefore44FromSince() {
        String list = " 0*8kB 0*16kB 0*32kB 0*64kB 0*128kB 0*256kB 0*512kB 0*1024kB 0*2048kB 0*4096kB = 4kB";
        Zone old = Zone.of(0, "Normal", 4, 4, 4, 4).buddy("1*4kB (UEM)" + list);
        Zone young = Zone.of(0, "Normal", 4, 4, 4, 4).buddy("1*4kB (UME)" + list);
        assertThat(KernelSpan.of(Reports.kernel(null).asked(0, 0xd0).zone(old).build())
                        .maybeAtLeast(4, 4))
                .isFalse();
        KernelSpan since =
                KernelSpan.of(Reports.kernel(null).asked(0, 0xd0).zone(young).build());
        assertThat(since.surelyAtLeast(4, 4)).isTrue();
        assertThat(since.maybeAtLeast(4, 6)).as("flags without names").isFalse();
    }

    @Test
    void cluesThatContradictEachOtherAreNone() {
        KernelSpan span = KernelSpan.of(Reports.kernel(null)
                .header("java: page allocation failure. order:0, mode:0x820(GFP_ATOMIC)")
                .asked(0, 0x820, "GFP_ATOMIC")
                .build());
        assertThat(span.open()).isTrue();
        assertThat(span.words()).isEqualTo("unknown");
    }

    @Test
    void theVerdictSaysWhatItWasInferredFrom() {
        Diagnosis diagnosis = Reports.kernel(null)
                .asked(0, 0x820, "GFP_ATOMIC")
                .zone(Zone.of(0, "Normal", 20000, 59076, 80652, 102228).reserve(0, 0, 0, 0, 0))
                .diagnose();
        assertThat(diagnosis.judgement().doubts())
                .anySatisfy(doubt -> assertThat(doubt)
                        .contains("doesn't name its kernel", "6.3 or later (the mode's bits beside their names)"));
    }
}
