// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FreeBlocks;
import org.junit.jupiter.api.Test;

class FragmentationTest {
    /** Node 0 Normal of the host whose report started this project. */
    private static final FreeBlocks FRAGMENTED = FreeBlocks.of(185367, 100372, 74245, 1034, 39, 0, 0, 0, 0, 0, 0);

    @Test
    void nothingOfAFragmentedZoneIsUsableForALargeOrder() {
        assertThat(Fragmentation.unusableIndex(FRAGMENTED, 0)).isZero();
        assertThat(Fragmentation.unusableIndex(FRAGMENTED, 1)).isEqualTo(267);
        assertThat(Fragmentation.unusableIndex(FRAGMENTED, 5)).isEqualTo(1000);
        assertThat(Fragmentation.unusableIndex(FRAGMENTED, 10)).isEqualTo(1000);
    }

    @Test
    void aFragmentedZoneFailsForFragmentationAndAnEmptyOneForLackOfMemory() {
        assertThat(Fragmentation.fragmentationIndex(FRAGMENTED, 5)).isEqualTo(941);
        assertThat(Fragmentation.fragmentationIndex(FreeBlocks.of(3, 1, 0, 0), 3))
                .isEqualTo(594);
        assertThat(Fragmentation.fragmentationIndex(FreeBlocks.of(1, 0, 1, 0), 3))
                .isEqualTo(188);
    }

    @Test
    void whereARequestWouldBeServedTheIndexIsMinusOne() {
        assertThat(Fragmentation.fragmentationIndex(FRAGMENTED, 4)).isEqualTo(-1000);
        assertThat(Fragmentation.fragmentationIndex(FreeBlocks.of(0, 0, 0, 1), 0))
                .isEqualTo(-1000);
    }

    @Test
    void nothingFreeIsAllUnusableAndNotFragmented() {
        FreeBlocks nothing = FreeBlocks.of(0, 0, 0, 0);

        assertThat(Fragmentation.unusableIndex(nothing, 2)).isEqualTo(1000);
        assertThat(Fragmentation.fragmentationIndex(nothing, 2)).isZero();
    }

    @Test
    void aSingleFreeBlockGivesTheKernelsNegativeIndex() {
        assertThat(Fragmentation.fragmentationIndex(FreeBlocks.of(0, 0, 1, 0), 3))
                .isEqualTo(-500);
        assertThat(Fragmentation.fragmentationIndex(FreeBlocks.of(0, 1, 0, 0), 3))
                .isEqualTo(-250);
    }

    @Test
    void anOrderBeyondTheKernelsLargestIsNeverServed() {
        assertThat(Fragmentation.unusableIndex(FreeBlocks.of(0, 0, 5), 9)).isEqualTo(1000);
        assertThat(Fragmentation.fragmentationIndex(FreeBlocks.of(0, 0, 5), 9)).isEqualTo(793);
    }

    @Test
    void theLargestHostThereCanBeDoesNotOverflow() {
        FreeBlocks huge = FreeBlocks.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1L << 42);

        assertThat(Fragmentation.unusableIndex(huge, 10)).isZero();
        assertThat(Fragmentation.unusableIndex(huge, 11)).isEqualTo(1000);
    }
}
