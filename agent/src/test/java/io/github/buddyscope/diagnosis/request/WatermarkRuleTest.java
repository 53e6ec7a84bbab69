// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.gfp.GfpEpoch;
import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import io.github.buddyscope.diagnosis.gfp.KernelVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkRuleTest {
    @ParameterizedTest
    @CsvSource({
        "2.6.32, HALVED_BY_ORDER",
        "3.10.0-514.el7.x86_64, HALVED_BY_ORDER",
        "4.3.6, HALVED_BY_ORDER",
        "4.4.0, ONE_BLOCK",
        "4.18.0-147.el8.x86_64, ONE_BLOCK",
        "6.2.0, ONE_BLOCK",
        "6.3.0, ONE_BLOCK_MIN_RESERVE",
        "6.18.44, ONE_BLOCK_MIN_RESERVE"
    })
    void followsTheKernelThatWroteTheReport(String kernel, WatermarkRule rule) {
        assertThat(WatermarkRule.of(KernelVersion.parse(kernel), names("GFP_KERNEL")))
                .isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({"3.2.0, 0x20", "4.4.0, 0x2080020", "5.4.0, 0xa20", "6.18.0, 0x820"})
    void atomicRequestsMayGoDownToThreeEighthsOfMin(String kernel, String mode) {
        KernelVersion version = KernelVersion.parse(kernel);
        GfpFlags flags = GfpFlags.fromBits(Long.decode(mode), GfpEpoch.of(version), version);
        assertThat(WatermarkRule.of(version, flags).mark(800, flags, version)).isEqualTo(300);
    }

    @Test
    void aRequestThatOnlyCannotWaitGotAQuarterUpTo43AndNothingSince() {
        KernelVersion old = KernelVersion.parse("3.2.0");
        GfpFlags nowait = GfpFlags.fromBits(0, GfpEpoch.A, old);
        assertThat(WatermarkRule.HALVED_BY_ORDER.mark(800, nowait, old)).isEqualTo(600);
        assertThat(WatermarkRule.ONE_BLOCK.mark(800, names("GFP_NOWAIT"), null)).isEqualTo(800);
        assertThat(WatermarkRule.ONE_BLOCK_MIN_RESERVE.mark(800, names("GFP_NOWAIT"), null))
                .isEqualTo(800);
    }

    @Test
    void nomemallocKeepsAnAtomicRequestAtHalf() {
        assertThat(WatermarkRule.ONE_BLOCK.mark(800, names("GFP_ATOMIC", "__GFP_NOMEMALLOC"), null))
                .isEqualTo(400);
    }

    @Test
    void memallocHasNoMarkToKeep() {
        assertThat(WatermarkRule.ONE_BLOCK.mark(800, names("GFP_ATOMIC", "__GFP_MEMALLOC"), null))
                .isZero();
    }

    @Test
    void whoMayTakeHighAtomicBlocksChangedIn44AndIn63() {
        assertThat(WatermarkRule.ONE_BLOCK.mayUseHighAtomic(names("GFP_ATOMIC")))
                .isTrue();
        assertThat(WatermarkRule.ONE_BLOCK.mayUseHighAtomic(names("GFP_NOWAIT")))
                .isFalse();
        assertThat(WatermarkRule.ONE_BLOCK_MIN_RESERVE.mayUseHighAtomic(names("GFP_ATOMIC")))
                .isTrue();
        assertThat(WatermarkRule.ONE_BLOCK_MIN_RESERVE.countsHighAtomic(names("GFP_NOWAIT")))
                .isTrue();
        assertThat(WatermarkRule.ONE_BLOCK.countsHighAtomic(names("GFP_NOWAIT")))
                .isFalse();
    }

    private static GfpFlags names(String... names) {
        return GfpFlags.fromNames(List.of(names));
    }
}
