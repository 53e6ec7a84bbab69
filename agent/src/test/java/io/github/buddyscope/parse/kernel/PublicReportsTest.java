// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.Origin.Frame;
import io.github.buddyscope.parse.kernel.dump.CallTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that reports have where people publish them: issue trackers, mailing lists, web pages. */
class PublicReportsTest {
    @Test
    void readsTheDumpThatArmHadOfItsOwn() {
        FailureReport report = Logs.failure("""
                sshd: page allocation failure: order:0, mode:0x20
                Mem-info:
                active_anon:11035 inactive_anon:11150 isolated_anon:0
                 free:533 slab_reclaimable:2000 slab_unreclaimable:1900
                Normal free:2132kB min:8192kB low:10240kB high:12288kB present:451584kB mlocked:0kB
                lowmem_reserve[]: 0 0 0
                Normal: 533*4kB 0*8kB = 2132kB
                112896 pages of RAM
                800 free pages
                """);
        assertThat(report.memory().cut()).isFalse();
        assertThat(report.memory().zones()).hasSize(1);
        assertThat(report.memory().freePages()).isEqualTo(533);
    }

    @Test
    void readsABuddyListWhoseAsterisksAnIssueTrackerTookForEmphasis() {
        FailureReport report = Logs.failure("""
                swapper: page allocation failure. order:0, mode:0x4020
                Mem-Info:
                Node 0 DMA: 1_4kB 1_8kB 0_16kB 0_32kB 2_64kB = 140kB
                """);
        assertThat(report.memory().zones().get(0).buddy().blockKb()).containsExactly(4L, 8L, 16L, 32L, 64L);
        assertThat(report.memory().zones().get(0).buddy().totalKb()).isEqualTo(140);
    }

    @Test
    void readsFramesThatWereDecodedToSourceLines() {
        FailureReport report = Logs.failure("""
                a.out: page allocation failure: order:8, mode:0xcc1(GFP_KERNEL|GFP_DMA), nodemask=(null),cpuset=/,mems_allowed=0
                CPU: 1 PID: 2308 Comm: a.out Tainted: G    B    C         6.0.0-rc1-v8 #7
                Call trace:
                dump_stack_lvl (lib/dump_stack.c:107 (discriminator 4))
                ? __alloc_pages (mm/page_alloc.c:5279 mm/page_alloc.c:5550)
                vb2_dc_alloc (drivers/media/common/videobuf2/videobuf2-dma-contig.c:195) videobuf2_dma_contig
                """);
        assertThat(report.origin().stack())
                .containsExactly(
                        new Frame("dump_stack_lvl", null, true),
                        new Frame("__alloc_pages", null, false),
                        new Frame("vb2_dc_alloc", "videobuf2_dma_contig", true));
    }

    @Test
    void readsTheModuleInTheFirstHalfOfAnArmFrame() {
        assertThat(CallTrace.frame("[<bf17c574>] (_rtl_rx_completed [rtl_usb]) from [<c03f08c8>] (urb+0x70/0x108)"))
                .isEqualTo(new Frame("_rtl_rx_completed", "rtl_usb", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to load (see README.c: line 7)",
                "usb 1-1 (hub.c) reset",
                "vb2_dc_alloc (a.c:x) b",
                "f (x:1)",
                "f (a.c:1) not a module",
                "f (a.c:1",
                "f ()",
                "f (:1)"
            })
    void takesNoProseForADecodedFrame(String line) {
        assertThat(CallTrace.frame(line)).isNull();
    }

    @Test
    void waitsForTheRestOfAHeaderWhileAnotherProcessorPrints() {
        FailureReport report = Logs.failure("""
                [ 6203.880260] swapper/3: page allocation failure: order:0
                [ 6203.885871] Stack : 00000000 00000000 01080020
                [ 6203.891091] , mode:0x1080020(GFP_ATOMIC), nodemask=
                [ 6203.891103]  80071de8
                [ 6203.895517] (null)
                """);
        assertThat(report.request().mode()).isEqualTo(0x1080020);
        assertThat(report.header().number()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForItForEver() {
        String noise = "[ 6203.885871]  00000000 00000000\n".repeat(20);
        assertThat(Logs.failures("[ 6203.880260] swapper/3: page allocation failure: order:0\n" + noise
                        + "[ 6203.891091] , mode:0x1080020(GFP_ATOMIC), nodemask=\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "May  1 10:11:12 host kernel: <4>[  123.456789] %s",
                "`[  123.456789] %s`",
                "&lt;4&gt;[  123.456789] %s",
                "| [  123.456789] %s",
                "/var/log/kern.log:May  1 10:11:12 host kernel: [  123.456789] %s",
                "server1 kernel: [  123.456789] %s"
            })
    void findsTheKernelsTextIn(String wrapping) {
        String header = "ls: page allocation failure: order:4, mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)";
        assertThat(Logs.failure(wrapping.replace("%s", header)).header().text()).isEqualTo(header);
    }

    @Test
    void seesTheInterruptInAWebPage() {
        assertThat(Logs.failure("""
                &lt;4&gt;[ 1976.217652] perf: page allocation failure: order:4, mode:0x820(GFP_ATOMIC), nodemask=(null)
                &lt;4&gt;[ 1976.217668] CPU: 3 PID: 11754 Comm: perf Not tainted 6.9.0-rc7 #1
                &lt;4&gt;[ 1976.217675] Call Trace:
                &lt;4&gt;[ 1976.217678]  &lt;IRQ&gt;
                &lt;4&gt;[ 1976.217701]  e1000_alloc_rx_buffers+0x20a/0x4c0 [e1000e]
                """).origin().interruptContext()).isTrue();
    }

    @Test
    void anotherProgramsLevelBehindTheKernelsTagIsNotBelieved() {
        assertThat(Logs.failures("May  1 10:11:12 host kernel: <12>[  123.456789] ls: page allocation failure: order:4,"
                        + " mode:0xdc0(GFP_KERNEL|__GFP_ZERO), nodemask=(null)"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# txg_sync: page allocation failure. order:0, mode:0x20",
                "#    XFree86: page allocation failure. order:0, mode:0xd0",
                "## java: page allocation failure: order:4, mode:0xd0",
                "Subject: Re: swapper: page allocation failure. order:3, mode:0x20",
                "I got \"java: page allocation failure: order:5, mode:0xd0\" in my logs",
                "Warning  OOMKilling  46m  kernel-monitor  Memory cgroup out of memory: Kill process 1013 (java) score 1998 or sacrifice child",
                "Nov 23 10:00:03 host kubelet[1]: reason: 'OOMKilling' Memory cgroup out of memory: Killed process 22609 (node) total-vm:9kB",
                "Nov 23 10:00:08 host logger[77]: kernel: java invoked oom-killer: gfp_mask=0xd0, order=0, oom_score_adj=0",
                "\twarn_alloc(gfp_mask, ac->nodemask, \"page allocation failure: order:%u\", order);",
                ">  \tpr_warn(\"SLUB: Unable to allocate memory on node %d, gfp=%#x(%pGg)\\n\",",
            })
    void isNoFailureWhereSomebodySpeaksOfOne(String line) {
        assertThat(Logs.failures(line)).isEmpty();
    }

    @Test
    void countsWhatTheCommonLimitSwallowedBeforeTheAllocatorHadItsOwn() {
        assertThat(Logs.failure("""
                        [133589.275863] __alloc_pages_slowpath: 5571 callbacks suppressed
                        [133589.275871] z_wr_iss/0: page allocation failure. order:3, mode:0x4020
                        """).suppressed()).isEqualTo(5571);
    }

    @Test
    void countsTheVictimOfAGroupOnce() {
        OomKill kill = (OomKill) Logs.failure("""
                Memory cgroup out of memory: Killed process 7 (node) total-vm:9kB, anon-rss:4kB, file-rss:2kB, shmem-rss:0kB
                Tasks in /a are going to be killed due to memory.oom.group set
                Memory cgroup out of memory: Killed process 7 (node) total-vm:9kB, anon-rss:4kB, file-rss:2kB, shmem-rss:0kB
                Memory cgroup out of memory: Killed process 8 (sh) total-vm:9kB, anon-rss:4kB, file-rss:2kB, shmem-rss:0kB
                """).detail();
        assertThat(kill.victimPid()).isEqualTo(7);
        assertThat(kill.alsoKilled()).isOne();
    }

    @Test
    void readsAKillThatSomebodyBrokeAndIndented() {
        OomKill kill = (OomKill) Logs.failure("""
                [  581.513643] Memory cgroup out of memory: Killed process 2269 (python)
                               total-vm:31786400kB, anon-rss:13945980kB, file-rss:0kB
                """).detail();
        assertThat(kill.victim()).isEqualTo("python");
        assertThat(kill.victimRssKb()).isEqualTo(13945980);
    }
}
