// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.diagnosis.advice.Advice;
import io.github.buddyscope.diagnosis.cause.Cause;
import io.github.buddyscope.diagnosis.cause.Confidence;
import io.github.buddyscope.diagnosis.episode.FailureHistory;
import io.github.buddyscope.diagnosis.episode.LogTime;
import io.github.buddyscope.diagnosis.gfp.KernelSpan;
import io.github.buddyscope.diagnosis.origin.Asker;
import io.github.buddyscope.model.FailureDetail.OomKill;
import io.github.buddyscope.model.FailureDetail.Slab;
import io.github.buddyscope.model.FailureDetail.Swiotlb;
import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.parse.kernel.KernelLogParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What verdicts on published reports got wrong once. */
class PublicVerdictsTest {
    private static FailureReport report(String log) {
        List<FailureReport> reports = new ArrayList<>();
        KernelLogParser parser = new KernelLogParser(reports::add);
        String[] lines = log.split("\n");
        for (int i = 0; i < lines.length; i++) {
            parser.accept(i + 1, lines[i]);
        }
        parser.flush();
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private static Diagnosis diagnosis(String log) {
        return Diagnostician.diagnose(report(log));
    }

    private static List<String> settings(Diagnosis diagnosis) {
        return diagnosis.advice().stream().map(Advice::setting).toList();
    }

    /** 0x20 is GFP_ATOMIC before 4.4 and __GFP_HIGH alone after: it may sleep on neither. */
    @Test
    void aModeThatForbidsToWaitByEveryReadingIsAtomic() {
        Diagnosis diagnosis = diagnosis("""
                sshd: page allocation failure: order:0, mode:0x20
                Mem-Info:
                Normal free:2132kB min:8192kB low:10240kB high:12288kB
                lowmem_reserve[]: 0 0 0
                """);
        assertThat(diagnosis.flagsFrom()).isNull();
        assertThat(diagnosis.atomic()).isTrue();
        assertThat(settings(diagnosis)).startsWith("vm.min_free_kbytes").doesNotContain("what uses the memory");
    }

    @Test
    void aModeThatForbidsItByOneReadingOnlyIsNot() {
        assertThat(diagnosis("sshd: page allocation failure: order:0, mode:0xd0")
                        .atomic())
                .isFalse();
    }

    @Test
    void whatAWholeZoneLineLacksDatesItsKernel() {
        String header = "sshd: page allocation failure: order:0, mode:0x20\nMem-Info:\n";
        assertThat(KernelSpan.of(report(header + "Normal free:8kB min:8kB low:9kB high:9kB present:99kB mlocked:0kB\n"))
                        .maybeAtLeast(3, 10))
                .isFalse();
        String managed = "Normal free:8kB min:8kB low:9kB high:9kB present:99kB managed:90kB mlocked:0kB";
        assertThat(KernelSpan.of(report(header + managed + " pages_scanned:0 all_unreclaimable? no\n"))
                        .maybeAtLeast(4, 2))
                .isFalse();
        assertThat(KernelSpan.of(report(header + managed + " free_pcp:0kB local_pcp:0kB free_cma:0kB\n"))
                        .maybeAtLeast(4, 4))
                .isTrue();
    }

    @Test
    void theWordsOutOfMemorySayThatItWasTheHosts() {
        Diagnosis diagnosis = diagnosis("""
                [  739.1] x
                [  739.620583] node invoked oom-killer: gfp_mask=0x200da, order=0, oom_score_adj=0
                [  739.739895] Out of memory: Kill process 12562 (node) score 786 or sacrifice child
                [  739.739901] Killed process 12573 (node) total-vm:660944kB, anon-rss:76872kB, file-rss:0kB
                """);
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void withoutTheRequestTheySayAtLeastWhatItWasNot() {
        Diagnosis diagnosis = diagnosis("[   56.361705] Out of memory: Killed process 934 (sleep) total-vm:3256kB,"
                + " anon-rss:256kB, file-rss:1828kB, shmem-rss:0kB");
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.summary()).contains("for no control group's limit");
    }

    @Test
    void aPolicysNodesLeaveOpenWhoRanOut() {
        Diagnosis diagnosis = diagnosis("""
                [  364.737486] oom02 invoked oom-killer: gfp_mask=0x16080c0(GFP_KERNEL|__GFP_ZERO|__GFP_NOTRACK), nodemask=1,  order=0, oom_score_adj=0
                [  365.154172] Out of memory: Kill process 4583 (oom02) score 900 or sacrifice child
                """);
        assertThat(diagnosis.cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.summary()).contains("a memory policy confined it");
    }

    @Test
    void aNodeOfMovableMemoryOnlyIsNoUseToTheKernel() {
        Diagnosis diagnosis = diagnosis("""
                containerd invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                CPU: 8 PID: 4100 Comm: containerd Not tainted 5.3.0 #1
                Mem-Info:
                Node 4 Movable free:130021408kB min:9140kB low:139160kB high:269180kB present:130023424kB managed:130023424kB
                lowmem_reserve[]: 0 0 0 0 0
                oom-kill:constraint=CONSTRAINT_CPUSET,nodemask=(null),cpuset=d,mems_allowed=4,global_oom,task_memcg=/c,task=containerd,pid=4100,uid=0
                """);
        assertThat(diagnosis.cause()).isEqualTo(Cause.CONSTRAINED);
        assertThat(diagnosis.summary())
                .contains("binds the task to node 4, where no memory was left that it may use (Node 4 Movable had")
                .doesNotContain("nodes 4");
    }

    @Test
    void aSizeThatFitsTheMemoryFailedForItsAddresses() {
        String header =
                "kmodloader: vmalloc: allocation failure: 425984 bytes, mode:0x14000c0(GFP_KERNEL), nodemask=(null)\n";
        Diagnosis diagnosis = diagnosis(header + """
                CPU: 0 PID: 1134 Comm: kmodloader Not tainted 4.14.107 #0
                Mem-Info:
                Normal free:400000kB min:3500kB low:4300kB high:5100kB present:524288kB managed:508000kB mlocked:0kB
                lowmem_reserve[]: 0 0
                Normal: 100000*4kB (M) = 400000kB
                """);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(diagnosis.summary()).contains("no free range of addresses", "memory wasn't short");
        assertThat(diagnosis(header).summary())
                .as("smaller than any machine's memory")
                .contains("no free range of addresses")
                .doesNotContain("larger than its memory");
        assertThat(settings(diagnosis)).contains("the kernel's address space").noneMatch(s -> s.contains("size"));
    }

    @Test
    void aGroupsOwnCachePointsToItsLimit() {
        Diagnosis diagnosis = diagnosis("""
                SLUB: Unable to allocate memory on node -1 (gfp=0x20)
                  cache: kmalloc-1024(1793:c8edefa9), object size: 1024, buffer size: 1024, default order: 3, min order: 0
                  node 0: slabs: 663, objs: 20964, free: 0
                """);
        assertThat(diagnosis.cause()).isEqualTo(Cause.CGROUP_LIMIT);
        assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(diagnosis.summary()).contains("Most likely", "control group c8edefa9's own");
        FailureReport everybodys = Reports.kernel("3.10.0")
                .of(FailureKind.SLAB_FAILURE, null, new Slab(-1, "odd(name)", 8L, 8L, 0, 0, List.of()));
        assertThat(Diagnostician.diagnose(everybodys).cause()).isEqualTo(Cause.UNKNOWN);
    }

    @Test
    void whereCmaHoldsWhatIsFreeASmallerAreaHelps() {
        Diagnosis diagnosis = diagnosis("""
                ksoftirqd/0: page allocation failure: order:0, mode:0xa20(GFP_ATOMIC), nodemask=(null),cpuset=/,mems_allowed=0
                CPU: 0 PID: 13 Comm: ksoftirqd/0 Not tainted 6.1.20 #1
                Mem-Info:
                DMA free:318000kB boost:0kB min:3500kB low:4300kB high:5100kB reserved_highatomic:0KB present:786432kB managed:690000kB free_pcp:480kB local_pcp:100kB free_cma:317600kB
                lowmem_reserve[]: 0 0 0 0
                """);
        assertThat(diagnosis.cause()).isEqualTo(Cause.SHORTAGE);
        assertThat(settings(diagnosis)).contains("cma= on the kernel command line");
    }

    @Test
    void aBufferOfNoSlotsIsNotFull() {
        FailureReport report =
                Reports.kernel("5.4.17").of(FailureKind.SWIOTLB_FULL, null, new Swiotlb("ehci-pci 0", 8L, 0L, 0L));
        Diagnosis diagnosis = Diagnostician.diagnose(report);
        assertThat(diagnosis.summary()).contains("There is no such buffer").doesNotContain("was full");
        assertThat(settings(diagnosis)).containsExactly("the IOMMU or the bounce buffer");
    }

    /** The start of the kernel lies at the bottom of the idle task's stack; up to 2.6 nothing else tells boot from idling. */
    @Test
    void anIdleTaskWithoutANumberMayHaveBeenInterrupted() {
        Diagnosis diagnosis = diagnosis("""
                swapper: page allocation failure. order:3, mode:0x4020
                Call Trace:
                [<c042dee4>] wl_intrson+0x114/0x37c [wl]
                [<8000150c>] ret_from_irq+0x0/0x4
                [<80300c00>] start_kernel+0x2e8/0x344
                """);
        assertThat(diagnosis.asker().actor()).isEqualTo(Asker.Actor.UNKNOWN);
        assertThat(diagnosis.asker().origin()).isEqualTo("wl");
    }

    /** It may sleep, so nobody calls it in an interrupt. */
    @Test
    void vmallocIsTheNamedTasks() {
        assertThat(diagnosis(
                                "vmalloc: allocation failure: 37798136 bytes\ninsmod: page allocation failure: order:0, mode:0xd2")
                        .asker()
                        .actor())
                .isEqualTo(Asker.Actor.USER_TASK);
    }

    @Test
    void reportsThatWereSwallowedBeforeTheFirstTellNoRate() {
        FailureHistory history = new FailureHistory();
        FailureReport report = report("""
                [337714.793991] warn_alloc_failed: 22439 callbacks suppressed
                [337714.800135] swapper/0: page allocation failure: order:4, mode:0x2084020
                """);
        history.add(new LogTime(2, 337714800135L, 0), report, Diagnostician.diagnose(report));
        assertThat(history.howBad().sentence())
                .startsWith("at least 22440 failures; the log gives no time to tell a rate by")
                .doesNotContain("microseconds", "burst");
    }

    @Test
    void theConstraintlessWordsAreKeptWithTheKill() {
        assertThat(((OomKill) report("Out of memory: Killed process 7 (a) total-vm:1kB, anon-rss:1kB, file-rss:0kB")
                                .detail())
                        .notForCgroup())
                .isTrue();
        assertThat(((OomKill) report("Memory cgroup out of memory: Killed process 7 (a) total-vm:1kB, anon-rss:1kB,"
                                        + " file-rss:0kB")
                                .detail())
                        .notForCgroup())
                .isFalse();
    }
}
