// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.gfp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnosis;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.model.Request;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GfpFlagsTest {
    private static GfpFlags bits(String mode, String kernel) {
        Request request = new Request(0, Long.decode(mode), List.of(), null, null, null);
        return GfpFlags.of(request, KernelSpan.of(KernelVersion.parse(kernel)));
    }

    @ParameterizedTest
    @CsvSource({
        "0x20, 3.2.0, GFP_ATOMIC",
        "0xd0, 3.0.101, GFP_KERNEL",
        "0x80d0, 3.10.0-514.el7.x86_64, GFP_KERNEL|__GFP_ZERO",
        "0x4020, 2.6.32, GFP_ATOMIC|__GFP_COMP",
        "0x104020, 3.10.0-693.el7.x86_64, GFP_ATOMIC|__GFP_COMP|__GFP_ACCOUNT",
        "0x104020, 3.10.28, GFP_ATOMIC|__GFP_COMP|__GFP_KMEMCG",
        "0x104020, 3.4.0, GFP_ATOMIC|__GFP_COMP|0x100000",
        "0x40d0, 2.6.32, GFP_KERNEL|__GFP_COMP",
        "0x200d2, 3.2.0, GFP_HIGHUSER",
        "0x280da, 3.2.0, GFP_HIGHUSER_MOVABLE|__GFP_ZERO",
        "0x2040d0, 3.10.0-693.el7.x86_64, GFP_KERNEL|__GFP_COMP|__GFP_NOTRACK",
        "0x50, 3.2.0, GFP_NOFS",
        "0x10, 3.2.0, GFP_NOIO",
        "0xf0, 3.2.0, GFP_KERNEL|__GFP_HIGH",
        "0x24000c0, 4.4.114, GFP_KERNEL",
        "0x24000c2, 4.4.114, GFP_KERNEL|__GFP_HIGHMEM",
        "0x2080020, 4.4.0, GFP_ATOMIC",
        "0x14000c0, 4.14.177, GFP_KERNEL",
        "0x1080020, 4.14.154, GFP_ATOMIC",
        "0x6000c0, 4.18.0-147.el8.x86_64, GFP_KERNEL",
        "0x480020, 5.0.0, GFP_ATOMIC",
        "0x484020, 4.18.0-477.el8.x86_64, GFP_ATOMIC|__GFP_COMP",
        "0xcc0, 5.4.0, GFP_KERNEL",
        "0xa20, 5.15.0, GFP_ATOMIC",
        "0x820, 6.8.0, GFP_ATOMIC",
        "0x800, 5.9.0, GFP_NOWAIT",
        "0x40, 5.13.0, __GFP_IO",
        "0x44dc0, 6.18.44, GFP_KERNEL|__GFP_RETRY_MAYFAIL|__GFP_COMP|__GFP_ZERO"
    })
    void decodesBitsAsTheKernelOfThatTimeSetThem(String mode, String kernel, String names) {
        assertThat(bits(mode, kernel).names()).as(mode).containsExactly(names.split("\\|"));
        assertThat(bits(mode, kernel).from()).isEqualTo("bits");
    }

    @ParameterizedTest
    @CsvSource({"0xcc0, 5.4.0", "0xd0, 3.10.0", "0x24000c0, 4.9.0", "0x14000c0, 4.12.0", "0x6000c0, 4.19.0"})
    void aKernelRequestMayWaitDoIoAndEnterTheFileSystem(String mode, String kernel) {
        GfpFlags flags = bits(mode, kernel);
        assertThat(flags.mayWait()).isTrue();
        assertThat(flags.mayIo()).isTrue();
        assertThat(flags.mayFs()).isTrue();
        assertThat(flags.wakesKswapd()).isTrue();
        assertThat(flags.atomic()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0x20, 3.10.0",
        "0x2080020, 4.9.0",
        "0x1080020, 4.12.0",
        "0x480020, 4.19.0",
        "0xa20, 5.4.0",
        "0x820, 6.18.0"
    })
    void anAtomicRequestMayNotWaitButWakesKswapd(String mode, String kernel) {
        GfpFlags flags = bits(mode, kernel);
        assertThat(flags.atomic()).isTrue();
        assertThat(flags.wakesKswapd()).isTrue();
        assertThat(flags.has(GfpFlag.HIGH)).isTrue();
    }

    @Test
    void takesPrintedNamesAsTheyAre() {
        GfpFlags flags = GfpFlags.fromNames(List.of("GFP_NOFS", "__GFP_COMP", "__GFP_NEVER_HEARD_OF", "0x4000000"));
        assertThat(flags.names()).containsExactly("GFP_NOFS", "__GFP_COMP", "__GFP_NEVER_HEARD_OF", "0x4000000");
        assertThat(flags.from()).isEqualTo("names");
        assertThat(flags.mayWait()).isTrue();
        assertThat(flags.mayFs()).isFalse();
    }

    @Test
    void doesNotDecodeBitsThatMeantTwoThings() {
        // 0x10 was WAIT up to 4.3 and is RECLAIMABLE since
        GfpFlags flags = bits("0xd0", "");
        assertThat(flags.decoded()).isFalse();
        assertThat(flags.names()).isEmpty();
        assertThat(flags.from()).isNull();
        assertThat(flags.atomic()).isFalse();
    }

    @Test
    void decodesBitsThatNeverMovedWithoutTheVersion() {
        assertThat(bits("0x42c2", "").names())
                .containsExactly("__GFP_HIGHMEM", "__GFP_IO", "__GFP_FS", "__GFP_NOWARN", "__GFP_COMP");
    }

    @Test
    void knowsTheOldBitsByTheOldWording() {
        Diagnosis diagnosis = Reports.kernel(null)
                .header("swapper: page allocation failure. order:0, mode:0x20")
                .asked(0, 0x20)
                .diagnose();
        assertThat(diagnosis.flags()).containsExactly("GFP_ATOMIC");
    }

    @Test
    void tellsEveryReadingOfBitsThatMeantTwoThings() {
        assertThat(bits("0xd0", "").readings())
                .extracting(GfpFlags::names)
                .containsExactly(List.of("GFP_KERNEL"), List.of("__GFP_RECLAIMABLE", "__GFP_IO", "__GFP_FS"));
    }

    @Test
    void aBitThatOnlyNewerKernelsHaveTellsThemApart() {
        Diagnosis diagnosis = Reports.kernel(null).asked(0, 0x2080020).diagnose();
        assertThat(diagnosis.flags()).containsExactly("GFP_ATOMIC");
    }

    @ParameterizedTest
    @CsvSource({
        "0x400, 4.12.0, __GFP_REPEAT",
        "0x400, 4.13.0, __GFP_RETRY_MAYFAIL",
        "0x100, 4.10.0, __GFP_COLD",
        "0x100, 4.18.0, __GFP_WRITE",
        "0x2000, 2.6.32-431.el6.x86_64, 0x2000",
        "0x2000, 3.10.0, __GFP_MEMALLOC",
        "0x100000, 4.2.0, __GFP_NOACCOUNT",
        "0x100000, 4.5.0, __GFP_ACCOUNT",
        "0x200, 6.2.0, __GFP_ATOMIC",
        "0x200, 6.3.0, 0x200"
    })
    void aBitHasItsNameOnlyWhileItHadTheMeaning(String mode, String kernel, String name) {
        assertThat(bits(mode, kernel).names()).containsExactly(name);
    }

    @Test
    void showsBitsWithoutANameAsHex() {
        assertThat(bits("0x40000cc0", "5.4.0").names()).containsExactly("GFP_KERNEL", "0x40000000");
    }

    @Test
    void aModeOfNothingIsARequestThatCanNeitherWaitNorWakeAnyone() {
        GfpFlags flags = bits("0x0", "6.3.0");
        assertThat(flags.decoded()).isTrue();
        assertThat(flags.names()).isEmpty();
        assertThat(flags.atomic()).isTrue();
        assertThat(flags.wakesKswapd()).isFalse();
    }
}
