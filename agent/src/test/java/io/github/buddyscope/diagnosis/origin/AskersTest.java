// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.Diagnostician;
import io.github.buddyscope.diagnosis.Reports;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.origin.Asker.Actor;
import io.github.buddyscope.diagnosis.origin.Fallback.Outcome;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.parse.kernel.ReportAssembler;
import io.github.buddyscope.parse.kernel.prefix.LogPrefix;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskersTest {
    private static Asker of(Reports reports) {
        return reports.diagnose().asker();
    }

    /** Who asked in the first page allocation failure of a log, or else in its first failure. */
    private static Asker in(String log) {
        List<FailureReport> reports = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(reports::add);
        String[] lines = log.split("\n");
        for (int i = 0; i < lines.length; i++) {
            for (KernelLine line : LogPrefix.parse(i + 1, lines[i])) {
                assembler.accept(line);
            }
        }
        assembler.flush();
        assertThat(reports).isNotEmpty();
        FailureReport first = reports.stream()
                .filter(r -> r.kind() == FailureKind.PAGE_ALLOC_FAILURE)
                .findFirst()
                .orElse(reports.get(0));
        return Diagnostician.diagnose(first).asker();
    }

    private static Asker corpus(String file) throws IOException {
        try (InputStream in = AskersTest.class.getResourceAsStream("/corpus/" + file + ".log")) {
            assertThat(in).as(file).isNotNull();
            return in(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "001-arm64-rk3399-5.10-cat-order5-lxc-cpuset, sysctl, USER_TASK",
        "003-x86-6.19rc-btrfs-kswapd0-order0, btrfs, KERNEL_THREAD",
        "005-x86-5.19-debian-md5sum-order4-twice, btrfs, USER_TASK",
        "007-x86-5.13-nas-smartctl-order0-mailwrapped, netlink, USER_TASK",
        "009-x86-6.8-ath11k-kworker-order4-noio, ath11k, KERNEL_THREAD",
        "019-x86-5.15-2node-mountnfs-order5, nfsv4, USER_TASK",
        "021-x86-6.12-repro-order1-termcut, kexec, USER_TASK",
        "023-x86-5.13-f2fs-kworker-gfp-io-only, f2fs, KERNEL_THREAD",
        "031-x86-5.3-oom-torture-nofs-callerid, xfs, USER_TASK",
        "055-x86-6.1-cifs-fsstress-order8-mailwrapped, cifs, USER_TASK",
        "057-x86-4.4-syzbot-order0-interleaved-memdumps, netfilter, USER_TASK",
        "061-x86-4.9fc25-chrome-coredump-order5, core dump, USER_TASK",
        "071-x86-2.6.32el6-varnishd-order6, network DMA, USER_TASK",
        "073-x86-2.6.9-swapper-e1000-highmem, e1000, INTERRUPT",
        "083-x86-3.10el7-sh-order4, fork, USER_TASK",
    })
    void knowsWhoAskedInRealReports(String file, String origin, Actor actor) throws IOException {
        Asker asker = corpus(file);
        assertThat(asker.origin()).isEqualTo(origin);
        assertThat(asker.actor()).isEqualTo(actor);
        assertThat(asker.evidence()).isNotEmpty();
        assertThat(asker.usually()).isEmpty();
    }

    @Test
    void saysWhatADriverWasAtAndThroughWhom() throws IOException {
        Asker asker = corpus("009-x86-6.8-ath11k-kworker-order4-noio");
        assertThat(asker.path()).isEqualTo("ath11k, waking from sleep, through mhi");
        assertThat(asker.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void saysThatMemoryWasBeingReclaimed() throws IOException {
        assertThat(corpus("003-x86-6.19rc-btrfs-kswapd0-order0").path())
                .isEqualTo("btrfs, while memory was being reclaimed");
    }

    @Nested
    class InInterrupts {
        /** github.com/openzfs/zfs/issues/171. */
        private static final String E100 = """
                arc_reclaim: page allocation failure. order:0, mode:0x4020
                Pid: 29976, comm: arc_reclaim Tainted: P      D W   2.6.37-ARCH #1
                Call Trace:
                 <IRQ>  [<ffffffff810e72ac>] __alloc_pages_nodemask+0x5bc/0x6d0
                 [<ffffffff8111d759>] new_slab+0x1e9/0x200
                 [<ffffffff8111df69>] __slab_alloc.clone.55+0x249/0x310
                 [<ffffffff8111ffe7>] __kmalloc_track_caller+0x1f7/0x220
                 [<ffffffff812d8842>] __alloc_skb+0x72/0x160
                 [<ffffffff812d9aaf>] __netdev_alloc_skb+0x1f/0x40
                 [<ffffffffa03e9c9b>] e100_rx_alloc_skb+0x3b/0x210 [e100]
                 [<ffffffffa03eda23>] e100_poll+0x2b3/0x500 [e100]
                 [<ffffffff812e3a99>] net_rx_action+0x139/0x260
                 [<ffffffff8105b9f9>] __do_softirq+0xb9/0x200
                 [<ffffffff8100bcdc>] call_softirq+0x1c/0x30
                 [<ffffffff8138f913>] ret_from_intr+0x0/0x11
                 <EOI>  [<ffffffffa055ffb0>] ? spl_kmem_cache_reap_now+0x0/0x70 [spl]
                 [<ffffffffa05fcb65>] ? arc_reclaim_thread+0xc5/0x1f0 [zfs]
                 [<ffffffffa0560ea3>] thread_generic_wrapper+0x73/0x90 [spl]
                """;

        @Test
        void theTaskIsNotTheCause() {
            Asker asker = in(E100);
            assertThat(asker.actor()).isEqualTo(Actor.INTERRUPT);
            assertThat(asker.origin()).isEqualTo("e100");
            assertThat(asker.path())
                    .isEqualTo("e100, filling its receive ring, receiving from the network in a soft interrupt");
        }

        @Test
        void nothingBehindTheInterruptCounts() {
            Asker asker = in(E100.replaceAll("(?m)^.*(e100|skb).*\n", ""));
            assertThat(asker.actor()).isEqualTo(Actor.INTERRUPT);
            assertThat(asker.origin()).isNull();
        }

        /** github.com/Azure/acs-engine/issues/220. */
        @Test
        void aVirtualNetworkCardsDriverIsFound() {
            Asker asker = in("""
                    [4238992.1] java: page allocation failure: order:0, mode:0x20
                    [4238992.145] CPU: 1 PID: 5 Comm: java Not tainted 3.10.0-862.el7.x86_64 #1
                    [4238992.145] Call Trace:
                    [4238992.145728]  <IRQ>  [<ffffffffafb61e41>] dump_stack+0x19/0x1b
                    [4238992.151057]  [<ffffffffaf5bcaa0>] warn_alloc_failed+0x110/0x180
                    [4238992.166423]  [<ffffffffaf5c1105>] __alloc_pages_nodemask+0x405/0x420
                    [4238992.172061]  [<ffffffffaf5c1478>] page_frag_alloc+0x158/0x170
                    [4238992.176908]  [<ffffffffafa27e1d>] __napi_alloc_skb+0x8d/0xe0
                    [4238992.181321]  [<ffffffffc00fe040>] netvsc_recv_callback+0x80/0x190 [hv_netvsc]
                    [4238992.186679]  [<ffffffffc01012f3>] rndis_filter_receive+0x273/0x570 [hv_netvsc]
                    [4238992.203493]  [<ffffffffc00fe6e9>] netvsc_poll+0x1a9/0x720 [hv_netvsc]
                    [4238992.209454]  [<ffffffffafa39f1f>] net_rx_action+0x26f/0x390
                    [4238992.214187]  [<ffffffffaf4a0f05>] __do_softirq+0xf5/0x280
                    [4238992.218862]  [<ffffffffafb7832c>] call_softirq+0x1c/0x30
                    [4238992.242400]  <EOI>  [<ffffffffaf5cb8f5>] ? shrink_inactive_list+0x1/0x2
                    """);
            assertThat(asker.origin()).isEqualTo("hv_netvsc");
            assertThat(asker.path()).startsWith("hv_netvsc, receiving, through network buffers");
        }

        /** github.com/openzfs/zfs/issues/631: every frame uncertain, and a ZFS thread interrupted by TCP. */
        @Test
        void aProtocolThatAnswersIsFoundAmongUncertainFrames() {
            Asker asker = in("""
                    [ 2448.162738] z_wr_iss/2: page allocation failure: order:0, mode:0x20
                    [ 2448.162751] Pid: 32223, comm: z_wr_iss/2 Tainted: P           O 3.3.0-gentoo-r1 #1
                    [ 2448.162757] Call Trace:
                    [ 2448.162762]  <IRQ>  [<ffffffff81080e63>] ? warn_alloc_failed+0x10a/0x11d
                    [ 2448.162785]  [<ffffffff810837c5>] ? __alloc_pages_nodemask+0x611/0x66a
                    [ 2448.162796]  [<ffffffff81042774>] ? try_to_wake_up+0x1fd/0x20f
                    [ 2448.162807]  [<ffffffff810a4b09>] ? cache_alloc_refill+0x252/0x487
                    [ 2448.162823]  [<ffffffff810a4dc1>] ? __kmalloc+0x83/0xb0
                    [ 2448.162832]  [<ffffffff813be2bb>] ? __alloc_skb+0x5b/0x11b
                    [ 2448.162841]  [<ffffffff8140539b>] ? tcp_send_ack+0x28/0xd5
                    [ 2448.162850]  [<ffffffff81401f5a>] ? tcp_rcv_established+0x52d/0x6d2
                    """);
            assertThat(asker.origin()).isEqualTo("TCP");
            assertThat(asker.actor()).isEqualTo(Actor.INTERRUPT);
            assertThat(asker.confidence()).isEqualTo(Confidence.MEDIUM);
        }

        /** github.com/raspberrypi/linux/issues/189: a driver built in, on an architecture that marks no interrupts. */
        @Test
        void anArmInterruptIsSeenByItsEntry() {
            Asker asker = in("""
                    [  599.883068] ntfs-3g: page allocation failure: order:0, mode:0x20
                    [  599.883121] [<c0014a70>] (unwind_backtrace+0x0/0x130) from [<c00907b0>] (warn_alloc_failed+0xc8/0x10c)
                    [  599.883149] [<c00907b0>] (warn_alloc_failed+0xc8/0x10c) from [<c0092ad4>] (__alloc_pages_nodemask+0x3e4/0x64c)
                    [  599.883175] [<c0092ad4>] (__alloc_pages_nodemask+0x3e4/0x64c) from [<c02e785c>] (__netdev_alloc_frag+0x94/0x128)
                    [  599.883201] [<c02e785c>] (__netdev_alloc_frag+0x94/0x128) from [<c02ebb90>] (__netdev_alloc_skb+0x84/0xe0)
                    [  599.883230] [<c02ebb90>] (__netdev_alloc_skb+0x84/0xe0) from [<c02683d8>] (rx_submit+0x1c/0x2c8)
                    [  599.883252] [<c02683d8>] (rx_submit+0x1c/0x2c8) from [<c02686c0>] (rx_alloc_submit+0x3c/0x94)
                    [  599.883272] [<c02686c0>] (rx_alloc_submit+0x3c/0x94) from [<c0269adc>] (usbnet_bh+0x244/0x334)
                    [  599.883304] [<c0269adc>] (usbnet_bh+0x244/0x334) from [<c00260f8>] (tasklet_action+0x60/0xb8)
                    [  599.883327] [<c00260f8>] (tasklet_action+0x60/0xb8) from [<c0026230>] (__do_softirq+0xa4/0x14c)
                    [  599.883349] [<c0026230>] (__do_softirq+0xa4/0x14c) from [<c0026700>] (irq_exit+0x8c/0x94)
                    """);
            assertThat(asker.origin()).isEqualTo("usbnet");
            assertThat(asker.actor()).isEqualTo(Actor.INTERRUPT);
            assertThat(asker.path()).endsWith("in a tasklet");
        }

        @Test
        void theWorkItemOfTheInterruptedTaskIsNotAsked() {
            Asker asker = of(Reports.kernel("6.8.0")
                    .asked(0, 0x820, "GFP_ATOMIC")
                    .inInterrupt()
                    .workqueue("i40e i40e_service_task [i40e]")
                    .frame("warn_alloc")
                    .frame("__do_softirq"));
            assertThat(asker.origin()).isNull();
        }
    }

    @Nested
    class FromTheTrace {
        @Test
        void helpersGiveWayToWhoeverCalledThem() {
            // github.com/ntop/PF_RING/issues/337
            Asker asker = of(Reports.kernel("3.8.0")
                    .frame("alloc_pages_current")
                    .frame("swiotlb_alloc_coherent")
                    .frame("x86_swiotlb_alloc_coherent")
                    .frame("alloc_dma_memory [fbcapture]")
                    .frame("fb_ioctl [fbcapture]")
                    .frame("sys_ioctl"));
            assertThat(asker.origin()).isEqualTo("fbcapture");
            assertThat(asker.path())
                    .isEqualTo("fbcapture, serving an ioctl, through DMA buffers, in the system call ioctl");
        }

        @Test
        void oneHelperCallingAnotherIsNamedByTheFirst() {
            Asker asker = of(Reports.kernel("5.2.0")
                    .workqueue("kblockd blk_mq_run_work_fn")
                    .frame("kmem_cache_alloc")
                    .frame("alloc_iova")
                    .frame("alloc_iova_fast"));
            assertThat(asker.origin()).isEqualTo("IOMMU mappings");
            assertThat(asker.path()).isEqualTo("a mapping of the IOMMU's, for a block request");
        }

        @Test
        void aLibraryIsNamedWhereNobodyCalledIt() {
            // github.com/spdk/spdk/issues/1252
            Asker asker = of(Reports.kernel("5.4.19")
                    .workqueue("nvme-wq nvme_scan_work [nvme_core]")
                    .frame("kmalloc_order_trace")
                    .frame("nvme_validate_ns [nvme_core]")
                    .frame("nvme_scan_work [nvme_core]")
                    .frame("process_one_work")
                    .frame("worker_thread")
                    .frame("kthread"));
            assertThat(asker.origin()).isEqualTo("nvme_core");
            assertThat(asker.actor()).isEqualTo(Actor.KERNEL_THREAD);
        }

        @Test
        void aGraphicsDriverThatTookSharedMemoryAsked() {
            // github.com/burzumishi/linux-baytrail-flexx10/issues/12
            Asker asker = of(Reports.kernel("4.12.0")
                    .frame("? warn_alloc")
                    .frame("? shmem_getpage_gfp.isra.10")
                    .frame("? shmem_read_mapping_page_gfp")
                    .frame("? i915_gem_object_get_pages_gtt [i915]"));
            assertThat(asker.origin()).isEqualTo("i915");
            assertThat(asker.confidence()).isEqualTo(Confidence.MEDIUM);
        }

        @Test
        void aFileSystemIsNotBlamedForThePageCache() {
            Asker asker = of(Reports.kernel("4.18.0")
                    .frame("__alloc_pages_nodemask")
                    .frame("filemap_fault")
                    .frame("ext4_filemap_fault [ext4]")
                    .frame("handle_mm_fault")
                    .frame("page_fault"));
            assertThat(asker.origin()).isEqualTo("page cache");
            assertThat(asker.path()).isEqualTo("file contents in the page cache, for ext4, in a page fault");
        }

        @Test
        void whatThePageFaultInterruptedDidNotAsk() {
            Asker asker = of(Reports.kernel("6.1.0")
                    .frame("pte_alloc_one")
                    .frame("handle_mm_fault")
                    .frame("exc_page_fault")
                    .frame("ext4_file_write_iter [ext4]"));
            assertThat(asker.origin()).isEqualTo("page tables");
        }

        @Test
        void aGuestsHugePageIsForKvm() {
            Asker asker = of(Reports.kernel("5.10.0")
                    .asked(9, 0x1c20ca, "GFP_TRANSHUGE")
                    .frame("do_huge_pmd_anonymous_page")
                    .frame("__handle_mm_fault")
                    .frame("hva_to_pfn [kvm]"));
            assertThat(asker.origin()).isEqualTo("transparent huge pages");
            assertThat(asker.path()).contains("for kvm");
            assertThat(asker.fallback().outcome()).isEqualTo(Outcome.RETRIES);
            assertThat(asker.fallback().frame()).isEqualTo("do_huge_pmd_anonymous_page");
        }

        @Test
        void genericFramesAreNeverBlamed() {
            Asker asker = of(Reports.kernel("6.18.0")
                    .frame("dump_stack_lvl")
                    .frame("warn_alloc")
                    .frame("__alloc_pages_slowpath.constprop.0")
                    .frame("__alloc_frozen_pages_noprof")
                    .frame("___kmalloc_large_node")
                    .frame("__kmalloc_large_node_noprof")
                    .frame("allocate_slab")
                    .frame("kmem_cache_alloc_noprof")
                    .frame("__vmalloc_node_range_noprof")
                    .frame("process_one_work")
                    .frame("worker_thread")
                    .frame("kthread")
                    .frame("ret_from_fork"));
            assertThat(asker.origin()).isNull();
            assertThat(asker.confidence()).isEqualTo(Confidence.LOW);
        }

        @Test
        void suffixesOfTheCompilersDoNotHideAFunction() {
            assertThat(of(Reports.kernel("6.12.0").frame("copy_process.part.0.isra.0"))
                            .origin())
                    .isEqualTo("fork");
            assertThat(of(Reports.kernel("6.12.0").frame("bpf_map_area_alloc_noprof"))
                            .origin())
                    .isEqualTo("BPF");
        }

        @Test
        void uncertainFramesCountOnlyWhereThereAreNoOthers() {
            assertThat(of(Reports.kernel("2.6.32").frame("? __kmalloc").frame("? dma_pin_iovec_pages"))
                            .origin())
                    .isEqualTo("network DMA");
            assertThat(of(Reports.kernel("5.4.0").frame("warn_alloc").frame("? copy_process"))
                            .origin())
                    .isNull();
        }
    }

    @Nested
    class WithoutATrace {
        @Test
        void theModuleOfTheWorkItemStandsForIt() {
            Asker asker = of(Reports.kernel("3.10.0").workqueue("i40e i40e_service_task [i40e]"));
            assertThat(asker.origin()).isEqualTo("i40e");
            assertThat(asker.confidence()).isEqualTo(Confidence.MEDIUM);
            assertThat(asker.actor()).isEqualTo(Actor.KERNEL_THREAD);
            assertThat(of(Reports.kernel("6.8.0").workqueue("events_unbound async_run_entry_fn"))
                            .origin())
                    .isNull();
            assertThat(of(Reports.kernel("6.8.0").workqueue("odd ] name [")).origin())
                    .isNull();
        }

        @Test
        void theNameOfAKernelThreadIsTheLastResort() {
            Asker asker = of(Reports.kernel("6.8.0").task("khugepaged"));
            assertThat(asker.origin()).isEqualTo("transparent huge pages");
            assertThat(asker.confidence()).isEqualTo(Confidence.LOW);
            assertThat(of(Reports.kernel("6.8.0").task("khugepaged").frame("do_syscall_64"))
                            .origin())
                    .isNull();
        }

        @Test
        void aRequestThatCanWaitWasTheTasksOwn() {
            assertThat(of(Reports.kernel("6.8.0").asked(3, 0xcc0, "GFP_KERNEL")).actor())
                    .isEqualTo(Actor.USER_TASK);
            assertThat(of(Reports.kernel("6.8.0").asked(3, 0x820, "GFP_ATOMIC")).actor())
                    .isEqualTo(Actor.UNKNOWN);
        }

        @ParameterizedTest
        @CsvSource({
            "4.4.0, 2, 0x24000c0, stack of a new task",
            "4.4.0, 2, 0x2080020, MTU of 9000",
            "4.4.0, 4, 0x2080020, InfiniBand",
            "4.4.0, 9, 0x24000ca, transparent huge page",
            "5.1.0, 5, 0xcc0, descriptor rings",
        })
        void theSizeHintsAtTheUsualAsker(String kernel, int order, String mode, String usual) {
            Asker asker = of(Reports.kernel(kernel).asked(order, Long.decode(mode)));
            assertThat(asker.usually()).contains(usual).contains("usually");
        }

        @Test
        void aSinglePageHintsAtNobody() {
            assertThat(of(Reports.kernel("4.4.0").asked(0, 0x24000c0)).usually())
                    .isEmpty();
        }

        @Test
        void stacksThatArePutTogetherOfPagesAreNotUsual() {
            assertThat(of(Reports.kernel("4.14.0").asked(2, 0x14000c0)).usually())
                    .doesNotContain("stack");
        }
    }

    @Nested
    class WithLess {
        @Test
        void aReceiveRingIsFilledAgainLater() {
            Fallback fallback = of(Reports.kernel("5.10.0")
                            .asked(0, 0xa20, "GFP_ATOMIC")
                            .inInterrupt()
                            .frame("i40e_alloc_mapped_page [i40e]")
                            .frame("i40e_alloc_rx_buffers [i40e]")
                            .frame("i40e_napi_poll [i40e]")
                            .frame("net_rx_action")
                            .frame("__do_softirq"))
                    .fallback();
            assertThat(fallback.outcome()).isEqualTo(Outcome.RETRIES);
            assertThat(fallback.frame()).isEqualTo("i40e_alloc_rx_buffers [i40e]");
        }

        @Test
        void aForkFails() throws IOException {
            assertThat(corpus("083-x86-3.10el7-sh-order4").fallback().outcome()).isEqualTo(Outcome.GIVES_UP);
        }

        @Test
        void aSenderWaitsForMemory() {
            Fallback fallback = of(Reports.kernel("4.19.0")
                            .asked(0, 0x6200c0, "GFP_KERNEL")
                            .frame("skb_page_frag_refill")
                            .frame("sk_page_frag_refill")
                            .frame("tcp_sendmsg_locked"))
                    .fallback();
            assertThat(fallback.outcome()).isEqualTo(Outcome.RETRIES);
        }

        @Test
        void vmallocWasItselfTheSecondTryOfKvmalloc() {
            Reports kvmalloc = Reports.kernel("6.2.0").asked(5, 0xcc0, "GFP_KERNEL");
            assertThat(of(kvmalloc.frame("__kmalloc_large_node").frame("kvmalloc_node"))
                            .fallback()
                            .outcome())
                    .isEqualTo(Outcome.RETRIES);
            Reports second = Reports.kernel("6.2.0").asked(0, 0xcc0, "GFP_KERNEL");
            assertThat(of(second.frame("__vmalloc_node_range").frame("kvmalloc_node"))
                            .fallback()
                            .outcome())
                    .isEqualTo(Outcome.GIVES_UP);
        }

        @Test
        void nothingIsSaidOfOthers() throws IOException {
            assertThat(corpus("005-x86-5.19-debian-md5sum-order4-twice").fallback())
                    .isEqualTo(Fallback.UNKNOWN);
        }
    }
}
