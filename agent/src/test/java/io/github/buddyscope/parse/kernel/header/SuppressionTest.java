// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.header;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.parse.kernel.header.Suppression.Limiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionTest {
    @Test
    void countsOnlySuppressedReports() {
        assertThat(Suppression.parse("warn_alloc: 96 callbacks suppressed"))
                .isEqualTo(new Suppression(Limiter.WARN_ALLOC, 96));
        assertThat(Suppression.parse("warn_alloc_failed: 9 callbacks suppressed"))
                .isEqualTo(new Suppression(Limiter.WARN_ALLOC, 9));
        assertThat(Suppression.parse("slab_out_of_memory: 66 callbacks suppressed"))
                .isEqualTo(new Suppression(Limiter.SLAB, 66));
        assertThat(Suppression.parse("swiotlb_tbl_map_single: 67451 callbacks suppressed"))
                .isEqualTo(new Suppression(Limiter.SWIOTLB, 67451));
        assertThat(Suppression.parse("alloc_vmap_area: 1 callbacks suppressed"))
                .isEqualTo(new Suppression(Limiter.VMAP, 1));
        assertThat(Suppression.parse("__cma_alloc: 2 callbacks suppressed")).isEqualTo(new Suppression(Limiter.CMA, 2));
        assertThat(Suppression.parse("__ratelimit: 9 callbacks suppressed")).isEqualTo(new Suppression(Limiter.ANY, 9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warn_alloc_show_mem: 9 callbacks suppressed",
                "oom_kill_process: 9 callbacks suppressed",
                "sio_write_complete: 2731 callbacks suppressed",
                "warn_alloc: 99999999999 callbacks suppressed",
                "warn_alloc: 0 callbacks suppressed",
                "warn_alloc: callbacks suppressed",
                "x warn_alloc: 9 callbacks suppressed",
                " callbacks suppressed"
            })
    void countsNothingElseAsSuppressedReports(String line) {
        assertThat(Suppression.parse(line)).isNull();
    }
}
