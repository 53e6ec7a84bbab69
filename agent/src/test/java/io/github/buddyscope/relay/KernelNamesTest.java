// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"swapper/0", "kswapd0", "kworker/u448:1", "kworker/3:2H", "khugepaged", "ksoftirqd/12"})
    void aKernelThreadsNameIsShown(String name) {
        assertThat(KernelNames.task(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "java",
                "kswapd",
                "kswapd0 secret",
                "kworker/",
                "kworker/1:2-secret",
                "kworker/evil:1",
                "swapperx"
            })
    void anyOtherIsWithheld(String name) {
        assertThat(KernelNames.task(name)).isEqualTo("(withheld)");
    }

    @Test
    void noNameStaysNone() {
        assertThat(KernelNames.task(null)).isNull();
        assertThat(KernelNames.work(null)).isNull();
        assertThat(KernelNames.cache(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "i40e i40e_service_task [i40e], (withheld) i40e_service_task [i40e]",
        "writeback wb_workfn (flush-253:0), (withheld) wb_workfn",
        "wg-crypt-acme wg_packet_tx_worker [wireguard], (withheld) wg_packet_tx_worker [wireguard]",
        "events_unbound toggle_allocation_gate, (withheld) toggle_allocation_gate",
        "lonely, (withheld)",
        "acme-vpn acme:secret [x], (withheld)",
        "q work [evil module], (withheld) work",
    })
    void ofAWorkItemTheFunctionAndItsModuleAreTheKernels(String printed, String shown) {
        assertThat(KernelNames.work(printed)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java: page allocation failure: order:5, mode:0x20(x), nodemask=0,cpuset=pod|page allocation failure: order:5, mode:0x20(x)",
                "a: b: page allocation failure. order:5, mode:0x20|page allocation failure. order:5, mode:0x20",
                "java invoked oom-killer: gfp_mask=0xcc0(x), order=0, oom_score_adj=7|invoked oom-killer: gfp_mask=0xcc0(x), order=0",
                "java: vmalloc error: size 9, exceeds total pages, mode:0x1(y), nodemask=0|vmalloc error: size 9, exceeds total pages, mode:0x1(y)",
                "Out of memory: Killed process 7 (java) total-vm:1kB|''",
            })
    void ofAHeaderTheKernelsWordsAreShown(String printed, String shown) {
        assertThat(KernelNames.header(printed)).isEqualTo(shown);
    }

    @Test
    void aBpfProgramsOwnNameIsNot() {
        assertThat(KernelNames.function("bpf_prog_6deef7357e7b4530_acme_fw")).isEqualTo("bpf_prog");
        assertThat(KernelNames.function("alloc_pages")).isEqualTo("alloc_pages");
    }

    @Test
    void anAddressIsNoName() {
        assertThat(KernelNames.function("0xffffffffc0a3e1f2")).isEqualTo("(withheld)");
        assertThat(KernelNames.cache("nf_conntrack_ffff88003c0e1d40")).isEqualTo("nf_conntrack_");
        assertThat(KernelNames.cache("skbuff_head_cache")).isEqualTo("skbuff_head_cache");
    }

    @Test
    void aCgroupsCacheIsCalledAsItsParent() {
        assertThat(KernelNames.cache("dentry(17:acme-pod)")).isEqualTo("dentry");
        assertThat(KernelNames.cache("kmalloc-64")).isEqualTo("kmalloc-64");
    }
}
