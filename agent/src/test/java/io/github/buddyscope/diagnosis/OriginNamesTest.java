// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginNamesTest {
    private static String of(Reports reports) {
        return OriginNames.of(reports.build().origin());
    }

    @Test
    void theModuleOfTheInnermostDriverFrameAsked() {
        assertThat(of(Reports.kernel("6.8.0")
                        .frame("__alloc_pages")
                        .frame("? stray [other]")
                        .frame("mhi_alloc_bhie_table [mhi]")
                        .frame("ath11k_mhi_start [ath11k_pci]")))
                .isEqualTo("mhi");
    }

    @Test
    void theModuleOfTheWorkItemStandsWhereTheStackIsMissing() {
        assertThat(of(Reports.kernel("3.10.0").workqueue("i40e i40e_service_task [i40e]")))
                .isEqualTo("i40e");
        assertThat(of(Reports.kernel("6.8.0").workqueue("events_unbound async_run_entry_fn")))
                .isNull();
        assertThat(of(Reports.kernel("6.8.0").workqueue("odd ] name ["))).isNull();
    }

    @Test
    void functionsOfTheKernelItselfNameTheirSubsystem() {
        assertThat(of(Reports.kernel("6.18.0").frame("warn_alloc").frame("__rb_allocate_pages")))
                .isEqualTo("tracing ring buffer");
        assertThat(of(Reports.kernel("3.10.0").frame("new_slab").frame("copy_process")))
                .isEqualTo("fork");
        assertThat(of(Reports.kernel("5.13.0").frame("kmem_cache_alloc").frame("skb_clone")))
                .isEqualTo("network buffers");
    }

    @Test
    void aDriverThatWasBuiltInIsKnownByItsFunctions() {
        assertThat(of(Reports.kernel("2.6.9").frame("alloc_skb").frame("e1000_alloc_rx_buffers")))
                .isEqualTo("e1000");
    }

    @Test
    void uncertainFramesCountOnlyWhereThereAreNoOthers() {
        assertThat(of(Reports.kernel("2.6.32").frame("? __kmalloc").frame("? dma_pin_iovec_pages")))
                .isEqualTo("network DMA");
        assertThat(of(Reports.kernel("5.4.0").frame("warn_alloc").frame("? copy_process")))
                .isNull();
    }

    @Test
    void noFrameAndNoWorkItemTellNothing() {
        assertThat(of(Reports.kernel("5.4.0"))).isNull();
    }
}
