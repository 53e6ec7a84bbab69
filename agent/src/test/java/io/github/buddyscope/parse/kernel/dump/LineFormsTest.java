// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.model.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormsTest {
    @Test
    void readsTheStackHeadersOfAllReleases() {
        assertThat(StackHeader.parse("Pid: 17921, comm: fincore Tainted: G           E X 3.0.101-0.35-default #1"))
                .isEqualTo(new StackHeader(null, 17921, "fincore", "3.0.101-0.35-default", "G           E X"));
        assertThat(
                        StackHeader.parse(
                                "CPU: 6 PID: 138678 Comm: kworker/u448:1 Tainted: P           OE  ------------   3.10.0-514.el7.x86_64 #1"))
                .isEqualTo(new StackHeader(
                        6, 138678, "kworker/u448:1", "3.10.0-514.el7.x86_64", "P           OE  ------------"));
        assertThat(StackHeader.parse("CPU: 7 PID: 1662 Comm: oom-torture Kdump: loaded Not tainted 5.3.0-rc2+ #925"))
                .isEqualTo(new StackHeader(7, 1662, "oom-torture", "5.3.0-rc2+", null));
        assertThat(StackHeader.parse(
                        "CPU: 0 UID: 1000 PID: 8751 Comm: bash Not tainted 6.18.44-fc-v595 #1 PREEMPT(none) "))
                .isEqualTo(new StackHeader(0, 8751, "bash", "6.18.44-fc-v595", null));
    }

    @Test
    void givesNoVersionWhereTheStackHeaderIsCut() {
        assertThat(StackHeader.parse("CPU: 11 PID: 1642 Comm: kworker/11:1H Tainted: G    B"))
                .isEqualTo(new StackHeader(11, 1642, "kworker/11:1H", null, "G    B"));
        assertThat(StackHeader.parse("CPU: 1 PID: 2 Comm: java")).isEqualTo(new StackHeader(1, 2, "java", null, null));
    }

    @Test
    void isNotMisledByATaskThatCallsItselfNotTainted() {
        assertThat(StackHeader.parse("CPU: 1 PID: 2 Comm: x Not tainted 9 Not tainted 6.1.0 #1"))
                .isEqualTo(new StackHeader(1, 2, "x Not tainted 9", "6.1.0", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CPU    0: hi:    0, btch:   1 usd:   0",
                "CPU: x PID: 1 Comm: a",
                "CPU: 1 PID: 99999999999 Comm: a",
                "CPU: 1",
                "Pid: 1",
                "WARNING: CPU: 3 PID: 2599 at mm/page_alloc.c:4935",
                "CPU: 1 UID: 0 PID: Comm: a",
                ""
            })
    void takesNothingElseForAStackHeader(String line) {
        assertThat(StackHeader.parse(line)).isNull();
    }

    @Test
    void readsFramesOfAllArchitectures() {
        assertThat(CallTrace.frame(" dump_stack_lvl+0x57/0x80")).isEqualTo(new Frame("dump_stack_lvl", null, true));
        assertThat(CallTrace.frame(" ? kmem_zone_alloc+0x9f/0x110 [xfs]"))
                .isEqualTo(new Frame("kmem_zone_alloc", "xfs", false));
        assertThat(CallTrace.frame(" f.cold.94+0x8a/0x12d [nf_tables 0f2e77]"))
                .isEqualTo(new Frame("f.cold.94", "nf_tables", true));
        assertThat(CallTrace.frame(" [<ffffffff8112f9e7>] ? __alloc_pages_nodemask+0x757/0x8d0"))
                .isEqualTo(new Frame("__alloc_pages_nodemask", null, false));
        assertThat(CallTrace.frame("[c000000002a3f6d0] [c000000000f2d1b0] dump_stack+0x74/0xa8 (unreliable)"))
                .isEqualTo(new Frame("dump_stack", null, false));
        assertThat(CallTrace.frame("[<c0411500>] (unwind_backtrace) from [<c040b66c>] (show_stack+0x10/0x14)"))
                .isEqualTo(new Frame("unwind_backtrace", null, true));
        assertThat(CallTrace.frame(" show_stack from dump_stack_lvl+0x60/0x78"))
                .isEqualTo(new Frame("show_stack", null, true));
        assertThat(CallTrace.frame("[<000000008011c2f2>] 0x000000008011c2f2"))
                .isEqualTo(new Frame("0x000000008011c2f2", null, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mem-Info:",
                "",
                "[",
                "[<",
                " <TASK>",
                "RIP: 0033:0x7fa9bcef2350",
                "f+0x12",
                "Modules linked in: xfs",
                "0x12",
                "00000000000080d0 000000009bfcd894",
                "aoe: skb alloc failure",
                "?"
            })
    void takesNothingElseForAFrame(String line) {
        assertThat(CallTrace.frame(line)).isNull();
    }

    @Test
    void readsAZoneLineByItsKeys() {
        ZoneLine line = ZoneLine.parse("Node 1 Normal free:1096264kB boost:4kB min:59076kB low:80652kB high:102228kB"
                + " reserved_highatomic:2048KB free_highatomic:32KB active_anon:1kB present:22020096kB managed:21577064kB"
                + " free_pcp:44kB local_pcp:0kB free_cma:8kB");
        assertThat(line.zone().id()).isEqualTo(new ZoneId(1, "Normal"));
        assertThat(line.zone().freeKb()).isEqualTo(1096264);
        assertThat(line.zone().boostKb()).isEqualTo(4);
        assertThat(line.zone().minKb()).isEqualTo(59076);
        assertThat(line.zone().lowKb()).isEqualTo(80652);
        assertThat(line.zone().highKb()).isEqualTo(102228);
        assertThat(line.zone().reservedHighatomicKb()).isEqualTo(2048);
        assertThat(line.zone().freeHighatomicKb()).isEqualTo(32);
        assertThat(line.zone().presentKb()).isEqualTo(22020096);
        assertThat(line.zone().managedKb()).isEqualTo(21577064);
        assertThat(line.zone().freePcpKb()).isEqualTo(44);
        assertThat(line.zone().freeCmaKb()).isEqualTo(8);
        assertThat(line.cut()).isFalse();
    }

    @Test
    void leavesOutWhatTheKernelUnderflowedOrThePasteCut() {
        ZoneLine line = ZoneLine.parse(
                "Movable free:8kB min:1kB low:2kB high:3kB present:18446744073708015752kB managed:12 free_cma:1");
        assertThat(line.zone().id()).isEqualTo(new ZoneId(0, "Movable"));
        assertThat(line.zone().presentKb()).isNull();
        assertThat(line.zone().managedKb()).isNull();
        assertThat(line.zone().freeCmaKb()).isNull();
        assertThat(line.zone().freeKb()).isEqualTo(8);
        assertThat(line.cut()).isTrue();
    }

    @Test
    void readsABuddyListWithAnyPageSizeAndNumberOfOrders() {
        BuddyLine line = BuddyLine.parse(
                "Node 0 DMA: 30*64kB (UME) 0*128kB 1*256kB (M) 0*512kB 0*1024kB 0*2048kB 0*4096kB 0*8192kB 2*16384kB (C) = 34944kB");
        assertThat(line.id()).isEqualTo(new ZoneId(0, "DMA"));
        assertThat(line.list().counts().orders()).isEqualTo(9);
        assertThat(line.list().blockKb()).startsWith(64L, 128L).endsWith(16384L);
        assertThat(line.list().types()).containsExactly("UME", "", "M", "", "", "", "", "", "C");
        assertThat(line.list().totalKb()).isEqualTo(34944);
    }

    @Test
    void readsEveryNumberOfOrdersAtEveryPageSize() {
        for (long pageKb = 4; pageKb <= 1024; pageKb *= 2) {
            for (int orders = 1; orders <= 20; orders++) {
                StringBuilder text = new StringBuilder("Node 12 Device: ");
                long total = 0;
                for (int order = 0; order < orders; order++) {
                    text.append(order).append('*').append(pageKb << order).append(order > 0 ? "kB (UMEHCI) " : "kB ");
                    total += order * (pageKb << order);
                }
                BuddyLine line = BuddyLine.parse(text + "= " + total + "kB");
                assertThat(line.id()).isEqualTo(new ZoneId(12, "Device"));
                assertThat(line.list().counts().orders()).isEqualTo(orders);
                assertThat(line.list().counts().largestOrder()).isEqualTo(orders > 1 ? orders - 1 : -1);
                assertThat(line.list().blockKb().get(0)).isEqualTo(pageKb);
                assertThat(line.list().totalKb()).isEqualTo(total);
                for (int cut = text.length(); cut > "Node 12 Device: 0*".length(); cut -= 5) {
                    BuddyLine shorter = BuddyLine.parse(text.substring(0, cut));
                    assertThat(shorter == null ? null : shorter.list()).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "active_anon:1 inactive_anon:2 isolated_anon:0",
                " free:401 free_pcp:0 free_cma:0",
                " sec_pagetables:0 bounce:0",
                " kernel_misc_reclaimable:0",
                "Node 0 active_anon:1kB inactive_anon:2kB shmem_thp: 0kB all_unreclaimable? no",
                "Node 0 hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB",
                "Node 0 DMA per-cpu:",
                "CPU    0: hi:    0, btch:   1 usd:   0",
                "lowmem_reserve[]: 0 2936 6453 6453",
                "11105 total pagecache pages",
                "0 pages in swap cache",
                "Swap cache stats: add 0, delete 0, find 0/0",
                "Free swap  = 0kB",
                "Free swap = 974404kB",
                "Total swap = 0kB",
                "1965969 pages RAM",
                "0 pages HighMem/MovableOnly",
                "308734 pages reserved",
                "0 pages cma reserved",
                "0 pages hwpoisoned",
                "5 pages shared",
                "5 pages non-shared",
                "5 pages in pagetable cache",
                "229376 pages of RAM",
                "0 pages of HIGHMEM",
                "Memory allocations:",
                "Memory allocations (profiling is currently turned on):",
                "    8.50 MiB     2177 mm/slub.c:1848 func:alloc_slab_page",
                "Memory cgroup min protection 0kB -- low protection 0kB"
            })
    void knowsTheLinesOfAMemoryDump(String line) {
        assertThat(DumpLine.of(line)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "usb 1-1: new device",
                "12",
                "12 pages",
                "12 pages reserved for later",
                "Node 0",
                "free",
                "Memory: 1K"
            })
    void takesNothingElseForALineOfAMemoryDump(String line) {
        assertThat(DumpLine.of(line)).isNull();
    }

    @Test
    void givesNoTypesWhereTheKernelPrintsNone() {
        assertThat(BuddyLine.parse("Normal: 1*4kB 0*8kB = 4kB").list().types()).isEmpty();
        assertThat(BuddyLine.parse("Normal: 0*4kB 0*8kB = 0kB").list().types()).containsExactly("", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Node 0 DMA: 0*4kB 1*8kB (U) 1*16kB (U) 0*4B",
                "Node 0 DMA: 0*4kB 1*8kB (U) 1*16kB",
                "Node 0 DMA: 0*4kB 1*8kB (U) 1*16kB (U",
                "Node 0 DMA: 0*4kB 0*8kB <...> = 13296kB",
                "Node 0 DMA: 0*4kB 0*16kB = 0kB",
                "Node 0 DMA: 99999999999999999999*4kB = 0kB",
                "Node 0 DMA: 1*",
                "Node 0 DMA: 1*4kB",
            })
    void makesNoShortListOfABuddyLineThatIsCutOrShortened(String line) {
        assertThat(BuddyLine.parse(line)).isNotNull();
        assertThat(BuddyLine.parse(line).list()).isNull();
    }

    @Test
    void givesTheListButNoTotalWhereOnlyTheTotalIsCut() {
        assertThat(BuddyLine.parse("DMA: 1*4kB 0*8kB = 4").list().totalKb()).isNull();
        assertThat(BuddyLine.parse("DMA: 1*4kB 0*8kB = 4").list().counts().orders())
                .isEqualTo(2);
    }

    @Test
    void readsTheReserve() {
        assertThat(LowmemReserve.parse("lowmem_reserve[]: 0 3019 24090 ")).isEqualTo(List.of(0L, 3019L, 24090L));
        assertThat(LowmemReserve.parse("lowmem_reserve[]:")).isNull();
        assertThat(LowmemReserve.parse("lowmem_reserve[]: 0 3x")).isNull();
        assertThat(LowmemReserve.parse("protections[]: 0 0 0")).isNull();
    }
}
