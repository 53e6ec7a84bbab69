// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.parse.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.buddyscope.model.FailureKind;
import io.github.buddyscope.model.FailureReport;
import io.github.buddyscope.model.KernelLine;
import io.github.buddyscope.model.MemInfo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportAssemblerTest {
    @Test
    void addsSuppressedReportsToTheNextFailure() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] warn_alloc: 3 callbacks suppressed
                [    1.000001] a: page allocation failure: order:1, mode:0x20
                [    2.000001] b: page allocation failure: order:1, mode:0x20
                """);
        assertThat(failures).extracting(FailureReport::suppressed).containsExactly(3, 0);
    }

    @Test
    void countsWhatALogDaemonSaysWasRepeated() {
        assertThat(Logs.failure("""
                                Apr 14 07:32:42 h kernel: a: page allocation failure: order:1, mode:0x20
                                Apr 14 07:32:43 h last message repeated 3 times
                                """).occurrences()).isEqualTo(4);
        assertThat(Logs.failure("""
                                Apr 14 07:32:42 h kernel: [    1.000000] a: page allocation failure: order:1, mode:0x20
                                Apr 14 07:32:43 h kernel: message repeated 2 times: [ [    1.000000] a: page allocation failure: order:1, mode:0x20]
                                """).occurrences()).isEqualTo(3);
        assertThat(Logs.failure("""
                                Apr 14 07:32:43 h kernel: message repeated 2 times: [ a: page allocation failure: order:1, mode:0x20]
                                """).occurrences()).isEqualTo(2);
    }

    @Test
    void countsNoRepetitionOfAnotherMessage() {
        assertThat(Logs.failure("""
                                Apr 14 07:32:42 h kernel: a: page allocation failure: order:1, mode:0x20
                                Apr 14 07:32:42 h sshd[1]: hello
                                Apr 14 07:32:43 h last message repeated 3 times
                                """).occurrences()).isEqualTo(1);
    }

    @Test
    void takesTheCpusetFromALineOfItsOwn() {
        FailureReport failure = Logs.failure("""
                [    1.000000] a: page allocation failure: order:1, mode:0x20(A), nodemask=(null)
                [    1.000001] b cpuset=/b mems_allowed=1
                [    1.000001] a cpuset=/a mems_allowed=0-1
                """);
        assertThat(failure.request().cpuset()).isEqualTo("/a");
        assertThat(failure.request().memsAllowed()).isEqualTo("0-1");
    }

    @Test
    void joinsAHeaderThatCameInPieces() {
        FailureReport failure = Logs.failure("""
                [    1.000000] a: page allocation failure: order:1
                [    1.000001] , mode:0x20(GFP_ATOMIC), nodemask=(null)
                """);
        assertThat(failure.request().mode()).isEqualTo(0x20);
        assertThat(failure.request().nodemask()).isEqualTo("(null)");
        assertThat(failure.header().number()).isEqualTo(1);
    }

    @Test
    void believesNoOtherProgram() {
        assertThat(Logs.failures("Apr 14 07:32:42 h sshd[1]: x: page allocation failure: order:5, mode:0x20"))
                .isEmpty();
    }

    @Test
    void letsNoNameWithANewlineForgeAFailure() {
        assertThat(Logs.failures("4,1,2,-;cgroup a\\x0ax: page allocation failure: order:5, mode:0x20"))
                .isEmpty();
        assertThat(Logs.failures(
                        "Apr 14 07:32:42 h kernel: cgroup a#012x: page allocation failure: order:5, mode:0x20"))
                .isEmpty();
    }

    @Test
    void leavesTheOomKillersStackAndDumpToTheOomKiller() {
        List<FailureReport> failures = Logs.failures("""
                [    1.000000] a: page allocation failure: order:1, mode:0x20
                [    1.000001] CPU: 0 PID: 7 Comm: a Not tainted 6.1.0 #1
                [    1.000002]  dump_stack+0x1/0x2
                [    1.000003]  entry_SYSCALL_64_after_hwframe+0x1/0x2
                [    1.100000] b invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0
                [    1.100001] CPU: 1 PID: 8 Comm: b Not tainted 6.1.0 #1
                [    1.100002]  oom_kill_process+0x1/0x2
                [    1.100003] Mem-Info:
                [    1.100004] Node 0 DMA free:1kB min:1kB low:1kB high:1kB free_cma:0kB
                """);
        assertThat(failures)
                .extracting(FailureReport::kind)
                .containsExactly(FailureKind.PAGE_ALLOC_FAILURE, FailureKind.OOM_KILL);
        FailureReport failure = failures.get(0);
        assertThat(failure.origin().pid()).isEqualTo(7);
        assertThat(failure.origin().stack()).hasSize(2);
        assertThat(failure.memory().zones()).isEmpty();
        assertThat(failure.text()).doesNotContain("oom");
        FailureReport kill = failures.get(1);
        assertThat(kill.origin().pid()).isEqualTo(8);
        assertThat(kill.origin().stack()).hasSize(1);
        assertThat(kill.memory().zones()).hasSize(1);
    }

    @Test
    void leavesADumpThatSomebodyAskedForAlone() {
        assertThat(Logs.failure("""
                                [    1.000000] a: page allocation failure: order:1, mode:0x20
                                [    1.000001] CPU: 0 PID: 7 Comm: a Not tainted 6.1.0 #1
                                [    1.000002] Mem-Info:
                                [    1.000003] Node 0 DMA free:1kB min:1kB low:1kB high:1kB free_cma:0kB
                                [    3.000000] sysrq: Show Memory
                                [    3.000001] Mem-Info:
                                [    3.000002] Node 0 DMA free:2kB min:1kB low:1kB high:1kB free_cma:0kB
                                [    3.000003] Node 0 DMA32 free:2kB min:1kB low:1kB high:1kB free_cma:0kB
                                """).memory().zones())
                .singleElement()
                .satisfies(z -> assertThat(z.freeKb()).isEqualTo(1));
    }

    @Test
    void takesNoOopsesStackForTheFailures() {
        FailureReport failure = Logs.failure("""
                [    1.000000] a: page allocation failure: order:1, mode:0x20
                [    1.000001] CPU: 0 PID: 210 Comm: kworker/0:2 Not tainted 5.4.114-rc1 #1
                [    1.000002] Hardware name: HiKey Development Board (DT)
                [    1.000003] Workqueue: events vmstat_shepherd
                [    1.000004]  next_online_pgdat+0x24/0x78
                """);
        assertThat(failure.origin().pid()).isNull();
        assertThat(failure.origin().workqueue()).isNull();
        assertThat(failure.origin().hardware()).isNull();
        assertThat(failure.origin().stack()).isEmpty();
    }

    @Test
    void seesTheInterruptAndTheIdleTask() {
        String header = "[    1.000000] swapper/3: page allocation failure: order:0, mode:0x20\n";
        assertThat(Logs.failure(header + "[    1.000001] CPU: 3 PID: 0 Comm: swapper/3 Not tainted 6.1.0 #1")
                        .origin()
                        .interruptContext())
                .isTrue();
        String early = header + "[    1.000001] CPU: 3 PID: 1 Comm: swapper/3 Not tainted 6.1.0 #1\n";
        assertThat(Logs.failure(early).origin().interruptContext()).isFalse();
        assertThat(Logs.failure(early + "[    1.000002]  <IRQ>").origin().interruptContext())
                .isTrue();
        assertThat(Logs.failure(early + "[    1.000002]  __do_softirq+0x1/0x2")
                        .origin()
                        .interruptContext())
                .isTrue();
        assertThat(Logs.failure(early + "[    1.000002]  ? __do_softirq+0x1/0x2")
                        .origin()
                        .interruptContext())
                .isFalse();
        assertThat(Logs.failure(early + "[    1.000002]  __handle_irq_event_percpu+0x1/0x2")
                        .origin()
                        .interruptContext())
                .as("a hard interrupt where the architecture doesn't mark it")
                .isTrue();
    }

    @Test
    void knowsTheTaskThatBootsFromTheIdleTaskThatItBecomes() {
        String header = """
                [    0.000000] swapper: page allocation failure: order:0, mode:0x0
                [    0.000000] CPU: 0 PID: 0 Comm: swapper Not tainted 6.3.0 #1
                [    0.000000]  __alloc_pages+0x1/0x2
                """;
        assertThat(Logs.failure(header + "[    0.000000]  mm_core_init+0x1/0x2\n[    0.000000]  start_kernel+0x1/0x2")
                        .origin()
                        .interruptContext())
                .isFalse();
        assertThat(Logs.failure(header + "[    0.000000]  do_idle+0x1/0x2\n[    0.000000]  cpu_startup_entry+0x1/0x2\n"
                                + "[    0.000000]  rest_init+0x1/0x2\n[    0.000000]  start_kernel+0x1/0x2")
                        .origin()
                        .interruptContext())
                .isTrue();
    }

    @Test
    void endsAReportAfterItsTotalsAtTheNextOtherLine() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        assembler.accept(line(1, "a: page allocation failure: order:1, mode:0x20"));
        assembler.accept(line(2, "Mem-Info:"));
        assembler.accept(line(3, "100 pages reserved"));
        assembler.accept(line(4, "0 pages hwpoisoned"));
        assertThat(failures).isEmpty();
        assembler.accept(line(5, "usb 1-1: new device"));
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).text()).endsWith("0 pages hwpoisoned");
        assertThat(assembler.gathering()).isFalse();
    }

    @Test
    void endsAReportOfWhichNothingMoreComes() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        assembler.accept(line(1, "a: page allocation failure: order:1, mode:0x20"));
        for (int i = 0; i <= OpenReports.MAX_FOREIGN_LINES; i++) {
            assertThat(failures).isEmpty();
            assembler.accept(line(i + 2, "usb 1-1: new device"));
        }
        assertThat(failures).hasSize(1);
    }

    @Test
    void endsAReportTenSecondsAfterItsLastLine() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        assembler.accept(
                new KernelLine(1, "a: page allocation failure: order:1, mode:0x20", 5_000_000L, null, null, null));
        assembler.accept(new KernelLine(2, "usb", 15_000_000L, null, null, null));
        assertThat(failures).isEmpty();
        assembler.accept(new KernelLine(3, "usb", 15_000_001L, null, null, null));
        assertThat(failures).hasSize(1);
    }

    @Test
    void holdsNoMoreThanEightReportsOpen() {
        List<FailureReport> failures = new ArrayList<>();
        ReportAssembler assembler = new ReportAssembler(failures::add);
        for (int i = 0; i < 100; i++) {
            assembler.accept(line(i, "a" + i + ": page allocation failure: order:1, mode:0x20"));
        }
        assertThat(failures).hasSize(100 - OpenReports.MAX_OPEN);
        assembler.idle();
        assertThat(failures).extracting(f -> f.header().number()).isSorted().hasSize(100);
    }

    @Test
    void keepsALongReportWithinBoundsAndCountsWhatItDrops() {
        StringBuilder log = new StringBuilder(
                "a: page allocation failure: order:1, mode:0x20\n" + "CPU: 0 PID: 7 Comm: a Not tainted 6.1.0 #1\n");
        log.append(" f+0x1/0x2\n".repeat(1000));
        FailureReport failure = Logs.failure(log.toString());
        assertThat(failure.text().lines()).hasSize(OpenReport.MAX_LINES);
        assertThat(failure.droppedLines()).isEqualTo(1002 - OpenReport.MAX_LINES);
        FailureReport wide = Logs.failure("a: page allocation failure: order:1, mode:0x20\nMem-Info:\n"
                + ("Node 0 DMA per-cpu:" + "x".repeat(20_000) + "\n").repeat(9));
        assertThat(wide.text().length()).isLessThanOrEqualTo(OpenReport.MAX_TEXT);
    }

    @Test
    void marksADumpWhoseBeginningIsMissing() {
        MemInfo memory = Logs.failure("""
                        a: page allocation failure: order:0, mode:0xc00(GFP_NOIO), nodemask=(null),cpuset=foreground,mems_allowed=0
                        DMA32: 0*4kB 447*8kB (C) = 3576kB
                        """).memory();
        assertThat(memory.cut()).isTrue();
        assertThat(memory.zones()).hasSize(1);
    }

    @Test
    void marksADumpOfWhichAListIsCut() {
        MemInfo memory = Logs.failure("""
                        a: page allocation failure: order:0, mode:0xc00
                        Mem-Info:
                        Node 0 DMA free:8kB min:1kB low:1kB high:1kB free_cma:0kB
                        lowmem_reserve[]: 0 0
                        Node 0 DMA: 0*4kB 1*8kB (
                        """).memory();
        assertThat(memory.cut()).isTrue();
        assertThat(memory.zones().get(0).buddy()).isNull();
        assertThat(memory.zones().get(0).lowmemReserve()).containsExactly(0L, 0L);
    }

    @Test
    void findsEachOfManyHeadersWithoutAnythingElse() {
        assertThat(Logs.failures("""
                        [    1.000000] java: page allocation failure: order:1, mode:0x20
                        [    1.100000] java: page allocation failure: order:2, mode:0x20
                        [    1.200000] java: page allocation failure: order:3, mode:0x20
                        """)).extracting(f -> f.request().order()).containsExactly(1, 2, 3);
    }

    private static KernelLine line(long number, String text) {
        return new KernelLine(number, text, null, null, null, null);
    }
}
