// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GcEventTest {
    @Test
    void aHeapMayGrowAndShrink() {
        assertThat(committed(16 << 20, 19 << 20).committedGrowth()).isEqualTo(3 << 20);
        assertThat(committed(64 << 20, 36 << 20).committedGrowth()).isEqualTo(-28 << 20);
    }

    @Test
    void aPauseWhoseBeanDoesNotTellTheHeapHasNoGrowth() {
        assertThat(committed(ZoneInfo.UNKNOWN, ZoneInfo.UNKNOWN).committedGrowth())
                .isZero();
    }

    private static GcEvent committed(long before, long after) {
        return new GcEvent("Copy", "", 1, 0, 1, true, 0, 0, before, after, 0);
    }
}
