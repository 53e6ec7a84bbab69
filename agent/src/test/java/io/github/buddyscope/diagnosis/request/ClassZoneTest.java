// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.gfp.GfpFlags;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassZoneTest {
    @Test
    void theRequestsZoneFollowsFromItsFlags() {
        assertThat(zone("GFP_KERNEL")).isEqualTo(ClassZone.NORMAL);
        assertThat(zone("GFP_KERNEL", "GFP_DMA32")).isEqualTo(ClassZone.DMA32);
        assertThat(zone("GFP_KERNEL", "GFP_DMA")).isEqualTo(ClassZone.DMA);
        assertThat(zone("GFP_HIGHUSER")).isEqualTo(ClassZone.HIGHMEM);
        assertThat(zone("GFP_HIGHUSER_MOVABLE")).isEqualTo(ClassZone.MOVABLE);
        assertThat(zone("GFP_KERNEL", "__GFP_MOVABLE")).isEqualTo(ClassZone.NORMAL);
    }

    @Test
    void findsTheEntryForNormalOnX86() {
        List<Long> reserve = List.of(0L, 3019L, 24090L, 24091L, 24092L);
        EnumSet<ClassZone> printed = EnumSet.of(ClassZone.DMA, ClassZone.DMA32, ClassZone.NORMAL);
        assertThat(ClassZone.DMA32.reserveFor(reserve, printed)).isEqualTo(3019);
        assertThat(ClassZone.NORMAL.reserveFor(reserve, printed)).isEqualTo(24090);
        assertThat(ClassZone.MOVABLE.reserveFor(reserve, printed)).isEqualTo(24091);
        assertThat(ClassZone.HIGHMEM.reserveFor(reserve, printed)).isEqualTo(24090);
    }

    @Test
    void findsTheEntryForNormalWhereThereIsHighmem() {
        EnumSet<ClassZone> printed = EnumSet.of(ClassZone.NORMAL, ClassZone.HIGHMEM);
        assertThat(ClassZone.NORMAL.reserveFor(List.of(0L, 6144L, 6145L), printed))
                .isZero();
        assertThat(ClassZone.HIGHMEM.reserveFor(List.of(0L, 6144L, 6145L), printed))
                .isEqualTo(6144);
    }

    @Test
    void doesNotGuessWhereTheConfiguredZonesAreOpen() {
        // four entries and only Normal printed: DMA, Normal, HighMem, Movable or DMA, DMA32, Normal, Movable or ...
        assertThat(ClassZone.NORMAL.reserveFor(List.of(0L, 10L, 20L, 30L), EnumSet.of(ClassZone.NORMAL)))
                .isNull();
        assertThat(ClassZone.NORMAL.reserveFor(List.of(0L, 0L, 0L, 0L), EnumSet.of(ClassZone.NORMAL)))
                .isZero();
    }

    @Test
    void aListThatFitsNoKernelTellsNothing() {
        assertThat(ClassZone.NORMAL.reserveFor(List.of(1L), EnumSet.of(ClassZone.DMA, ClassZone.NORMAL)))
                .isNull();
    }

    private static ClassZone zone(String... names) {
        return ClassZone.of(GfpFlags.fromNames(List.of(names)));
    }
}
